package digit

// otsu returns the threshold with the largest variance between the two classes
// that it separates, among the values above floor. Values up to floor count as
// floor, and no more often than the others together.
func otsu(p *plane, floor uint8) uint8 {
	var histogram [256]int
	n, total := 0, 0
	for _, v := range p.at {
		if v > floor {
			histogram[v]++
			n++
			total += int(v)
		}
	}
	if n == 0 {
		return 0
	}
	histogram[floor] = max(1, min(len(p.at)-n, n))
	n += histogram[floor]
	total += histogram[floor] * int(floor)
	best, threshold := -1.0, 0
	count, sum := 0, 0 // of the values up to v
	for v := int(floor); v < 255; v++ {
		count += histogram[v]
		sum += histogram[v] * v
		if count == n {
			break
		}
		low, high := float64(sum)/float64(count), float64(total-sum)/float64(n-count)
		between := float64(count) * float64(n-count) * (high - low) * (high - low)
		if between > best {
			best, threshold = between, int((low+high)/2)
		}
	}
	return uint8(threshold)
}
