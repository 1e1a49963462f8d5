#include "go_asm.h"
#include "textflag.h"

// gather and spread (see lists.go) for two vector widths: 8 columns in a Z
// register of AVX-512, 4 columns in a Y register of AVX.
//
// A call has n columns, which take one to thirteen vectors. The row of Stay
// stays in registers while the entries of its list are processed: x0 to x11
// hold its first vectors, as many as there are, and last holds the vector that
// ends at column n. The last vector may overlap the one before it. Both then
// compute the same values for the columns they share.
//
// A product is rounded, then added and rounded again. The fused VFMADD231PD
// would round once and give other bits than plain Go.
//
//	DI  the row of Stay          R13 Stay's stride, in bytes
//	R9  row 0 of Others          R10 Others' stride, in bytes
//	R12 its last vector          R11 from a row's start to its last vector
//	DX  the next entry           R8  the end of the list's entries
//	R14 the two Ends of the list R15 Entries
//	SI  the list's values        CX  the number of lists left
//	BX  an entry's value         AX  an entry's row

// LISTS processes all lists. It is expanded once for each number of first
// vectors, so that the loops do not test that number.
#define LISTS(list, entry, next, LOADS, VECTORS, SAVES) \
list:                                \
	MOVL (R14), DX                    \
	LEAQ (R15)(DX*2), DX              \
	MOVL 4(R14), R8                   \
	LEAQ (R15)(R8*2), R8              \
	CMPQ DX, R8                       \
	JEQ  next                         \
	LOAD((DI)(R11*1), last)           \
	LOADS                             \
entry:                               \
	MOVBLZX (DX), AX                  \
	IMULQ   R10, AX                   \
	MOVBLZX 1(DX), BX                 \
	VBROADCASTSD (SI)(BX*8), value    \
	LAST((R12)(AX*1))                 \
	VECTORS                           \
	REST((R12)(AX*1))                 \
	ADDQ $2, DX                       \
	CMPQ DX, R8                       \
	JNE  entry                        \
	SAVES                             \
	SAVE(last, (DI)(R11*1))           \
next:                                \
	ADDQ R13, DI                      \
	MOVQ l+0(FP), BX                  \
	MOVQ Lists_EndsStep(BX), AX       \
	LEAQ (R14)(AX*4), R14             \
	MOVQ Lists_ValuesStep(BX), AX     \
	LEAQ (SI)(AX*8), SI               \
	DECQ CX                           \
	JNE  list                         \
	VZEROUPPER                        \
	RET

#define LOAD(m, x) VMOVUPD m, x

#define LOADS0
#define LOADS1 LOAD((DI), x0)
#define LOADS2 LOADS1; LOAD((1*8*lanes)(DI), x1)
#define LOADS3 LOADS2; LOAD((2*8*lanes)(DI), x2)
#define LOADS4 LOADS3; LOAD((3*8*lanes)(DI), x3)
#define LOADS5 LOADS4; LOAD((4*8*lanes)(DI), x4)
#define LOADS6 LOADS5; LOAD((5*8*lanes)(DI), x5)
#define LOADS7 LOADS6; LOAD((6*8*lanes)(DI), x6)
#define LOADS8 LOADS7; LOAD((7*8*lanes)(DI), x7)
#define LOADS9 LOADS8; LOAD((8*8*lanes)(DI), x8)
#define LOADS10 LOADS9; LOAD((9*8*lanes)(DI), x9)
#define LOADS11 LOADS10; LOAD((10*8*lanes)(DI), x10)
#define LOADS12 LOADS11; LOAD((11*8*lanes)(DI), x11)

#define VECTORS0
#define VECTORS1 VECTOR((R9)(AX*1), x0)
#define VECTORS2 VECTORS1; VECTOR((1*8*lanes)(R9)(AX*1), x1)
#define VECTORS3 VECTORS2; VECTOR((2*8*lanes)(R9)(AX*1), x2)
#define VECTORS4 VECTORS3; VECTOR((3*8*lanes)(R9)(AX*1), x3)
#define VECTORS5 VECTORS4; VECTOR((4*8*lanes)(R9)(AX*1), x4)
#define VECTORS6 VECTORS5; VECTOR((5*8*lanes)(R9)(AX*1), x5)
#define VECTORS7 VECTORS6; VECTOR((6*8*lanes)(R9)(AX*1), x6)
#define VECTORS8 VECTORS7; VECTOR((7*8*lanes)(R9)(AX*1), x7)
#define VECTORS9 VECTORS8; VECTOR((8*8*lanes)(R9)(AX*1), x8)
#define VECTORS10 VECTORS9; VECTOR((9*8*lanes)(R9)(AX*1), x9)
#define VECTORS11 VECTORS10; VECTOR((10*8*lanes)(R9)(AX*1), x10)
#define VECTORS12 VECTORS11; VECTOR((11*8*lanes)(R9)(AX*1), x11)

#define SAVES0
#define SAVES1 SAVE(x0, (DI))
#define SAVES2 SAVES1; SAVE(x1, (1*8*lanes)(DI))
#define SAVES3 SAVES2; SAVE(x2, (2*8*lanes)(DI))
#define SAVES4 SAVES3; SAVE(x3, (3*8*lanes)(DI))
#define SAVES5 SAVES4; SAVE(x4, (4*8*lanes)(DI))
#define SAVES6 SAVES5; SAVE(x5, (5*8*lanes)(DI))
#define SAVES7 SAVES6; SAVE(x6, (6*8*lanes)(DI))
#define SAVES8 SAVES7; SAVE(x7, (7*8*lanes)(DI))
#define SAVES9 SAVES8; SAVE(x8, (8*8*lanes)(DI))
#define SAVES10 SAVES9; SAVE(x9, (9*8*lanes)(DI))
#define SAVES11 SAVES10; SAVE(x10, (10*8*lanes)(DI))
#define SAVES12 SAVES11; SAVE(x11, (11*8*lanes)(DI))

#define KERNEL \
	MOVQ l+0(FP), AX                  \
	MOVQ Lists_Stay(AX), DI           \
	MOVQ Lists_StayStride(AX), R13    \
	SHLQ $3, R13                      \
	MOVQ Lists_Others(AX), R9         \
	MOVQ Lists_OthersStride(AX), R10  \
	SHLQ $3, R10                      \
	MOVQ Lists_Values(AX), SI         \
	MOVQ Lists_Entries(AX), R15       \
	MOVQ Lists_Ends(AX), R14          \
	MOVQ Lists_N(AX), CX              \
	LEAQ (-8*lanes)(CX*8), R11        \
	LEAQ (R9)(R11*1), R12             \
	ADDQ $(lanes-1), CX               \
	SHRQ $shift, CX                   \
	MOVQ CX, BX                       \
	MOVQ Lists_Count(AX), CX          \
	CMPQ BX, $2                       \
	JLT  list0                        \
	JEQ  list1                        \
	CMPQ BX, $4                       \
	JLT  list2                        \
	JEQ  list3                        \
	CMPQ BX, $6                       \
	JLT  list4                        \
	JEQ  list5                        \
	CMPQ BX, $8                       \
	JLT  list6                        \
	JEQ  list7                        \
	CMPQ BX, $10                      \
	JLT  list8                        \
	JEQ  list9                        \
	CMPQ BX, $12                      \
	JLT  list10                       \
	JEQ  list11                       \
	\
	LISTS(list12, entry12, next12, LOADS12, VECTORS12, SAVES12) \
	LISTS(list11, entry11, next11, LOADS11, VECTORS11, SAVES11) \
	LISTS(list10, entry10, next10, LOADS10, VECTORS10, SAVES10) \
	LISTS(list9, entry9, next9, LOADS9, VECTORS9, SAVES9) \
	LISTS(list8, entry8, next8, LOADS8, VECTORS8, SAVES8) \
	LISTS(list7, entry7, next7, LOADS7, VECTORS7, SAVES7) \
	LISTS(list6, entry6, next6, LOADS6, VECTORS6, SAVES6) \
	LISTS(list5, entry5, next5, LOADS5, VECTORS5, SAVES5) \
	LISTS(list4, entry4, next4, LOADS4, VECTORS4, SAVES4) \
	LISTS(list3, entry3, next3, LOADS3, VECTORS3, SAVES3) \
	LISTS(list2, entry2, next2, LOADS2, VECTORS2, SAVES2) \
	LISTS(list1, entry1, next1, LOADS1, VECTORS1, SAVES1) \
	LISTS(list0, entry0, next0, LOADS0, VECTORS0, SAVES0)

// LIST writes an entry for each element whose comparison with 0 by the predicate
// is true, eight elements at a time. The eight comparisons form a mask, and the
// table holds the entries for each mask.
//
//	SI  the next eight elements  DX  the end of the elements
//	DI  the next entries         R8  the table
//	AX  the mask                 X3  the index of the first of the eight, added
//	                             to each row and value of the table's entries
//	                             X4  eights, added to X3 each time
#define LIST(predicate, eight) \
	MOVQ list+0(FP), DI           \
	MOVQ x+8(FP), SI              \
	MOVQ n+16(FP), DX             \
	MOVQ table+24(FP), R8         \
	LEAQ (SI)(DX*8), DX           \
	VXORPD Y2, Y2, Y2             \
	VPXOR  X3, X3, X3             \
	MOVL   $0x08080808, AX        \
	VMOVD  AX, X4                 \
	VPSHUFD $0, X4, X4            \
eight:                           \
	VMOVUPD (SI), Y0              \
	VMOVUPD 32(SI), Y1            \
	VCMPPD predicate, Y2, Y0, Y0  \
	VCMPPD predicate, Y2, Y1, Y1  \
	VMOVMSKPD Y0, AX              \
	VMOVMSKPD Y1, BX              \
	SHLL $4, BX                   \
	ORL  BX, AX                   \
	POPCNTL AX, BX                \
	SHLL $4, AX                   \
	VPADDW (R8)(AX*1), X3, X5     \
	VMOVDQU X5, (DI)              \
	LEAQ (DI)(BX*2), DI           \
	VPADDW X4, X3, X3             \
	ADDQ $64, SI                  \
	CMPQ SI, DX                   \
	JNE  eight                    \
	VZEROUPPER                    \
	SUBQ list+0(FP), DI           \
	SHRQ $1, DI                   \
	MOVQ DI, ret+32(FP)           \
	RET

// The four functions follow: gather and spread in Z registers, then spread and gather
// in Y registers.
//
// gather: the row of Stay is the sum. It is stored after the last entry of its
// list.

#define VECTOR(other, x) VMULPD other, value, product; VADDPD product, x, x
#define LAST(other) VECTOR(other, last)
#define REST(other)
#define SAVE(x, m) VMOVUPD x, m

#define x0 Z0
#define x1 Z1
#define x2 Z2
#define x3 Z3
#define x4 Z4
#define x5 Z5
#define x6 Z6
#define x7 Z7
#define x8 Z8
#define x9 Z9
#define x10 Z10
#define x11 Z11
#define last Z12
#define value Z13
#define product Z14
#define sum Z15
#define lanes 8
#define shift 3

// func gatherAVX512(l *Lists)
TEXT ·gatherAVX512(SB), NOSPLIT, $0-8
	KERNEL

// spread: each row of Others is a sum, which is loaded and stored. Its last
// vector is loaded before the first vectors are stored, and stored after them,
// because it may share columns with them.

#undef VECTOR
#undef LAST
#undef REST
#undef SAVE
#define VECTOR(other, x) VMULPD x, value, product; VADDPD other, product, product; VMOVUPD product, other
#define LAST(other) VMULPD last, value, sum; VADDPD other, sum, sum
#define REST(other) VMOVUPD sum, other
#define SAVE(x, m)

// func spreadAVX512(l *Lists)
TEXT ·spreadAVX512(SB), NOSPLIT, $0-8
	KERNEL

#undef x0
#undef x1
#undef x2
#undef x3
#undef x4
#undef x5
#undef x6
#undef x7
#undef x8
#undef x9
#undef x10
#undef x11
#undef last
#undef value
#undef product
#undef sum
#undef lanes
#undef shift
#define x0 Y0
#define x1 Y1
#define x2 Y2
#define x3 Y3
#define x4 Y4
#define x5 Y5
#define x6 Y6
#define x7 Y7
#define x8 Y8
#define x9 Y9
#define x10 Y10
#define x11 Y11
#define last Y12
#define value Y13
#define product Y14
#define sum Y15
#define lanes 4
#define shift 2

// func spreadAVX(l *Lists)
TEXT ·spreadAVX(SB), NOSPLIT, $0-8
	KERNEL

// gather again:

#undef VECTOR
#undef LAST
#undef REST
#undef SAVE
#define VECTOR(other, x) VMULPD other, value, product; VADDPD product, x, x
#define LAST(other) VECTOR(other, last)
#define REST(other)
#define SAVE(x, m) VMOVUPD x, m

// func gatherAVX(l *Lists)
TEXT ·gatherAVX(SB), NOSPLIT, $0-8
	KERNEL

// Predicates of VCMPPD, both true for NaN.
#define notEqual $4
#define notLessOrEqual $6

// func nonZeroAVX(list *Entry, x *float64, n int, table *[256][8]Entry) int
TEXT ·nonZeroAVX(SB), NOSPLIT, $0-40
	LIST(notEqual, eight)

// func positiveAVX(list *Entry, x *float64, n int, table *[256][8]Entry) int
TEXT ·positiveAVX(SB), NOSPLIT, $0-40
	LIST(notLessOrEqual, eight)
