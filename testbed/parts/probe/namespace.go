package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
)

const (
	newNetwork = 0x40000000
	namespaces = "/run/netns/"
)

// inNamespace runs what makes a socket on a thread that is inside the namespace. The thread is never given
// back, so nothing else runs there by mistake; the sockets stay in the namespace they were made in.
func inNamespace[T any](name string, open func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome)
	go func() {
		runtime.LockOSThread()
		var made outcome
		if made.err = enter(name); made.err == nil {
			made.value, made.err = open()
		}
		done <- made
	}()
	made := <-done
	return made.value, made.err
}

func enter(name string) error {
	file, err := os.Open(namespaces + name)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, _, failed := syscall.Syscall(sysSetns, file.Fd(), newNetwork, 0); failed != 0 {
		return fmt.Errorf("setns %s: %w", name, failed)
	}
	return nil
}
