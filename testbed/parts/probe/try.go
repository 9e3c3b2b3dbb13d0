package main

import (
	"errors"
	"net"
	"strconv"
	"sync"
	"time"
)

// A probe is one connection from inside a namespace.
type probe struct {
	ID        int    `json:"id"`
	Namespace string `json:"namespace"`
	From      string `json:"from"`
	To        string `json:"to"`
	Port      int    `json:"port"`
	Protocol  string `json:"protocol"`
	Wait      int    `json:"wait"`
}

// A result has the greeting of the server that answered, and neither field after a timeout.
type result struct {
	ID     int    `json:"id"`
	Answer string `json:"answer,omitempty"`
	Error  string `json:"error,omitempty"`
}

const atOnce = 256

func tryAll(probes []probe) []result {
	results := make([]result, len(probes))
	slots := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for index, each := range probes {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			results[index] = each.try()
		})
	}
	all.Wait()
	return results
}

func (p probe) try() result {
	greeting, err := inNamespace(p.Namespace, p.exchange)
	if err == nil {
		return result{ID: p.ID, Answer: greeting}
	}
	// Dialling, reading and the kernel each have an error of their own for time that ran out.
	var timed net.Error
	if errors.As(err, &timed) && timed.Timeout() {
		return result{ID: p.ID}
	}
	return result{ID: p.ID, Error: err.Error()}
}

func (p probe) source() net.Addr {
	address := net.ParseIP(p.From)
	if p.Protocol == "UDP" {
		return &net.UDPAddr{IP: address}
	}
	return &net.TCPAddr{IP: address}
}

func (p probe) exchange() (string, error) {
	network := map[string]string{"TCP": "tcp4", "UDP": "udp4"}[p.Protocol]
	deadline := time.Now().Add(time.Duration(p.Wait) * time.Millisecond)
	dialer := net.Dialer{Deadline: deadline, LocalAddr: p.source()}
	connection, err := dialer.Dial(network, net.JoinHostPort(p.To, strconv.Itoa(p.Port)))
	if err != nil {
		return "", err
	}
	defer connection.Close()
	if err := connection.SetDeadline(deadline); err != nil {
		return "", err
	}
	if p.Protocol == "UDP" {
		if _, err := connection.Write([]byte("?")); err != nil {
			return "", err
		}
	}
	greeting := make([]byte, 128)
	length, err := connection.Read(greeting)
	if err != nil {
		return "", err
	}
	return string(greeting[:length]), nil
}
