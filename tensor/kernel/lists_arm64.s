#include "go_asm.h"
#include "textflag.h"

// gather and spread (see lists.go) in NEON: 2 columns in a V register.
//
// A call has n columns, which take one to eight vectors. The row of Stay stays
// in registers while the entries of its list are processed: V0 to V6 hold its
// first vectors, as many as there are, and last holds the vector that ends at
// column n. The last vector may overlap the one before it. Both then compute
// the same values for the columns they share.
//
//	R0  the row of Stay          R1  Stay's stride, in bytes
//	R2  row 0 of Others          R3  Others' stride, in bytes
//	R15 last vector of Stay's    R14 last vector of an entry's row
//	R4  from a row's start to its last vector
//	R5  the next entry           R6  the end of the list's entries
//	R7  the two Ends of the list R8  Entries
//	R9  the list's values        R10 the number of lists left
//	R16 EndsStep, in bytes       R17 ValuesStep, in bytes
//	R11 an entry, then its value R12 the index of its row, R13 its row

// The V registers that do not hold a row's first vectors. When the assembler
// moves 16 bytes, F(last) stands for the whole of V7.
#define last 7
#define value 8
#define other 9
#define product 10
#define sum 11

// Go's assembler does not have these two instructions, so they are encoded here.
//
//	FMUL to.2D, x.2D, value.D[0]   to = x times value
//	FADD to.2D, x.2D, y.2D         to = x plus y
//
// A product is rounded, then added and rounded again. The fused FMLA would
// round once and give other bits than plain Go.
#define FMUL(x, to) WORD $(0x4fc09000 | value<<16 | x<<5 | to)
#define FADD(x, y, to) WORD $(0x4e60d400 | y<<16 | x<<5 | to)

#define LOAD(m, x) FMOVQ m, F(x)
#define STORE(x, m) FMOVQ F(x), m

// LISTS processes all lists. It is expanded once for each number of first
// vectors, so that the loops do not test that number.
#define LISTS(list, entry, next, LOADS, VECTORS, SAVES) \
list:                                       \
	MOVWU (R7), R5                      \
	ADD   R5<<1, R8, R5                 \
	MOVWU 4(R7), R6                     \
	ADD   R6<<1, R8, R6                 \
	CMP   R5, R6                        \
	BEQ   next                          \
	ADD   R4, R0, R15                   \
	LOAD((R15), last)                   \
	LOADS                               \
entry:                                      \
	MOVHU.P 2(R5), R11                  \
	AND   $255, R11, R12                \
	LSR   $8, R11                       \
	MADD  R3, R2, R12, R13              \
	FMOVD (R9)(R11<<3), F(value)        \
	ADD   R4, R13, R14                  \
	LAST((R14))                         \
	VECTORS                             \
	REST((R14))                         \
	CMP   R5, R6                        \
	BNE   entry                         \
	SAVES                               \
	SAVE(last, (R15))                   \
next:                                       \
	ADD   R1, R0                        \
	ADD   R16, R7                       \
	ADD   R17, R9                       \
	SUBS  $1, R10                       \
	BNE   list                          \
	RET

#define LOADS0
#define LOADS1 LOAD((R0), 0)
#define LOADS2 LOADS1; LOAD(16(R0), 1)
#define LOADS3 LOADS2; LOAD(32(R0), 2)
#define LOADS4 LOADS3; LOAD(48(R0), 3)
#define LOADS5 LOADS4; LOAD(64(R0), 4)
#define LOADS6 LOADS5; LOAD(80(R0), 5)
#define LOADS7 LOADS6; LOAD(96(R0), 6)

#define VECTORS0
#define VECTORS1 VECTOR((R13), 0)
#define VECTORS2 VECTORS1; VECTOR(16(R13), 1)
#define VECTORS3 VECTORS2; VECTOR(32(R13), 2)
#define VECTORS4 VECTORS3; VECTOR(48(R13), 3)
#define VECTORS5 VECTORS4; VECTOR(64(R13), 4)
#define VECTORS6 VECTORS5; VECTOR(80(R13), 5)
#define VECTORS7 VECTORS6; VECTOR(96(R13), 6)

#define SAVES0
#define SAVES1 SAVE(0, (R0))
#define SAVES2 SAVES1; SAVE(1, 16(R0))
#define SAVES3 SAVES2; SAVE(2, 32(R0))
#define SAVES4 SAVES3; SAVE(3, 48(R0))
#define SAVES5 SAVES4; SAVE(4, 64(R0))
#define SAVES6 SAVES5; SAVE(5, 80(R0))
#define SAVES7 SAVES6; SAVE(6, 96(R0))

#define KERNEL \
	MOVD l+0(FP), R11                   \
	MOVD Lists_Stay(R11), R0            \
	MOVD Lists_StayStride(R11), R1      \
	LSL  $3, R1                         \
	MOVD Lists_Others(R11), R2          \
	MOVD Lists_OthersStride(R11), R3    \
	LSL  $3, R3                         \
	MOVD Lists_Values(R11), R9          \
	MOVD Lists_Entries(R11), R8         \
	MOVD Lists_EndsStep(R11), R16       \
	LSL  $2, R16                        \
	MOVD Lists_ValuesStep(R11), R17     \
	LSL  $3, R17                        \
	MOVD Lists_Ends(R11), R7            \
	MOVD Lists_Count(R11), R10          \
	MOVD Lists_N(R11), R11              \
	LSL  $3, R11, R4                    \
	SUB  $16, R4                        \
	ADD  $1, R11                        \
	LSR  $1, R11                        \
	CMP  $2, R11                        \
	BLT  list0                          \
	BEQ  list1                          \
	CMP  $4, R11                        \
	BLT  list2                          \
	BEQ  list3                          \
	CMP  $6, R11                        \
	BLT  list4                          \
	BEQ  list5                          \
	CMP  $8, R11                        \
	BLT  list6                          \
	\
	LISTS(list7, entry7, next7, LOADS7, VECTORS7, SAVES7) \
	LISTS(list6, entry6, next6, LOADS6, VECTORS6, SAVES6) \
	LISTS(list5, entry5, next5, LOADS5, VECTORS5, SAVES5) \
	LISTS(list4, entry4, next4, LOADS4, VECTORS4, SAVES4) \
	LISTS(list3, entry3, next3, LOADS3, VECTORS3, SAVES3) \
	LISTS(list2, entry2, next2, LOADS2, VECTORS2, SAVES2) \
	LISTS(list1, entry1, next1, LOADS1, VECTORS1, SAVES1) \
	LISTS(list0, entry0, next0, LOADS0, VECTORS0, SAVES0)

// gather: the row of Stay is the sum. It is stored after the last entry of its
// list.

#define VECTOR(m, x) LOAD(m, other); FMUL(other, product); FADD(x, product, x)
#define LAST(m) VECTOR(m, last)
#define REST(m)
#define SAVE(x, m) STORE(x, m)

// func gatherNEON(l *Lists)
TEXT ·gatherNEON(SB), NOSPLIT, $0-8
	KERNEL

// spread: each row of Others is a sum, which is loaded and stored. Its last
// vector is loaded before the first vectors are stored, and stored after them,
// because it may share columns with them.

#undef VECTOR
#undef LAST
#undef REST
#undef SAVE
#define VECTOR(m, x) LOAD(m, other); FMUL(x, product); FADD(other, product, product); STORE(product, m)
#define LAST(m) LOAD(m, other); FMUL(last, sum); FADD(other, sum, sum)
#define REST(m) STORE(sum, m)
#define SAVE(x, m)

// func spreadNEON(l *Lists)
TEXT ·spreadNEON(SB), NOSPLIT, $0-8
	KERNEL

