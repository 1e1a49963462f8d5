#include "textflag.h"

// Both work on four elements at a time. n is a multiple of four.
//
//	DI  out    SI  x    CX  how many elements are left
//	Y0  v      Y1  0    Y2  1

// func lessEqualVectors(out, x *float64, n int, v float64)
TEXT ·lessEqualVectors(SB), NOSPLIT, $0-32
	MOVQ out+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSD v+24(FP), Y0
	MOVQ $0x3ff0000000000000, AX
	VMOVQ AX, X2
	VPERMILPD $0, X2, X2
	VINSERTF128 $1, X2, Y2, Y2
four:
	VMOVUPD (SI), Y3
	VCMPPD  $18, Y0, Y3, Y3 // all ones where x <= v, which NaN is not
	VANDPD  Y2, Y3, Y3
	VMOVUPD Y3, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $4, CX
	JNE  four
	VZEROUPPER
	RET

// func setMaskedVectors(out, mask *float64, n int, v float64)
TEXT ·setMaskedVectors(SB), NOSPLIT, $0-32
	MOVQ out+0(FP), DI
	MOVQ mask+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSD v+24(FP), Y0
	VXORPD Y1, Y1, Y1
four:
	VMOVUPD (SI), Y3
	VCMPPD  $4, Y1, Y3, Y3 // all ones where mask is not 0, which NaN is not
	VMOVUPD (DI), Y4
	VBLENDVPD Y3, Y0, Y4, Y4
	VMOVUPD Y4, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $4, CX
	JNE  four
	VZEROUPPER
	RET
