//go:build linux || darwin

package cli

import (
	"os"
	"syscall"
	"unsafe"
)

// systemColumns asks the terminal for its width.
func systemColumns(file *os.File) int {
	var size struct{ rows, columns, width, height uint16 }
	syscall.Syscall(syscall.SYS_IOCTL, file.Fd(), syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
	return int(size.columns) // 0 if there is no answer
}
