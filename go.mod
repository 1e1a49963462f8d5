module backprop

go 1.23
