// Package chapter5 accompanies chapter 5 of "Deep Learning from Scratch",
// backpropagation. It holds the two-layer network of section 7.2. Each section
// of the chapter has a program in the directory of the same number:
//
//	go run ./chapter5/4.1-mul-layer
//
// The sections:
//
//	1-computational-graph         a computational graph, forward and backward
//	2.1-graph-backward            the signal times the local derivative
//	2.2-chain-rule                the chain rule
//	2.3-chain-rule-graph          the chain rule on the graph
//	3.1-add-node                  backward through an addition node
//	3.2-mul-node                  backward through a multiplication node
//	3.3-apple-shopping            shopping for apples
//	4.1-mul-layer                 a multiplication layer
//	4.2-add-layer                 an addition layer
//	5.1-relu-layer                the ReLU layer
//	5.2-sigmoid-layer             the sigmoid layer
//	6.1-affine-layer              the Affine layer
//	6.2-batch-affine-layer        the Affine layer for batches
//	6.3-softmax-with-loss-layer   softmax with loss
//	7.1-learning-steps            the steps of learning
//	7.2-two-layer-net             the two-layer network
//	7.3-gradient-check            the gradient check
//	7.4-train                     training
package chapter5
