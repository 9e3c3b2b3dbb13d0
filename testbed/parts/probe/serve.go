package main

import (
	"context"
	"fmt"
	"net"
	"strconv"
)

// A server answers every connection with its name and the address it was reached at.
type server struct {
	Namespace string   `json:"namespace"`
	Name      string   `json:"name"`
	Addresses []string `json:"addresses"`
	TCP       []int    `json:"tcp"`
	UDP       []int    `json:"udp"`
}

func (s server) start() error {
	for _, address := range s.Addresses {
		for _, port := range s.TCP {
			if err := s.listen(net.JoinHostPort(address, strconv.Itoa(port))); err != nil {
				return fmt.Errorf("%s serves %s:%d/TCP: %w", s.Name, address, port, err)
			}
		}
		for _, port := range s.UDP {
			if err := s.receive(net.JoinHostPort(address, strconv.Itoa(port))); err != nil {
				return fmt.Errorf("%s serves %s:%d/UDP: %w", s.Name, address, port, err)
			}
		}
	}
	return nil
}

func (s server) greeting(at net.Addr) []byte {
	host, _, _ := net.SplitHostPort(at.String())
	return []byte(s.Name + " " + host)
}

func (s server) listen(address string) error {
	listener, err := inNamespace(s.Namespace, func() (net.Listener, error) {
		return new(net.ListenConfig).Listen(context.Background(), "tcp4", address)
	})
	if err != nil {
		return err
	}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				_, _ = connection.Write(s.greeting(connection.LocalAddr()))
				_ = connection.Close()
			}()
		}
	}()
	return nil
}

func (s server) receive(address string) error {
	socket, err := inNamespace(s.Namespace, func() (net.PacketConn, error) {
		return new(net.ListenConfig).ListenPacket(context.Background(), "udp4", address)
	})
	if err != nil {
		return err
	}
	go func() {
		received := make([]byte, 64)
		for {
			_, from, err := socket.ReadFrom(received)
			if err != nil {
				return
			}
			_, _ = socket.WriteTo(s.greeting(socket.LocalAddr()), from)
		}
	}()
	return nil
}
