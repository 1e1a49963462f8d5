//go:build fetched

package mnist

// With the build tag fetched the program has no data inside.
var fetchedTrain, fetchedTest *rawSet

// Fetched makes Load without a folder return what four files hold, which are
// given by their names in data/.
func Fetched(named map[string][]byte) error {
	train, test, err := readFiles(fileNames("train", "t10k"), func(name string) ([]byte, error) {
		return named[name+".gz"], nil
	})
	if err != nil {
		return err
	}
	fetchedTrain, fetchedTest = &train, &test
	return nil
}

func readEmbedded() (train, test rawSet) {
	if fetchedTrain == nil {
		panic("mnist: Load: the program has no data inside; call Fetched first")
	}
	return *fetchedTrain, *fetchedTest
}
