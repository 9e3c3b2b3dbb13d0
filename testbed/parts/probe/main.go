// Opens real connections between network namespaces. It reads one request a line from standard input and
// answers each with one line: servers to start, then connections to try.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

type request struct {
	Serve []server `json:"serve"`
	Probe []probe  `json:"probe"`
}

type response struct {
	Results []result `json:"results"`
	Error   string   `json:"error,omitempty"`
}

const longestLine = 64 << 20

func answer(line []byte) response {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return response{Error: err.Error()}
	}
	var failures []error
	for _, each := range asked.Serve {
		failures = append(failures, each.start())
	}
	if err := errors.Join(failures...); err != nil {
		return response{Error: err.Error()}
	}
	return response{Results: tryAll(asked.Probe)}
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<16), longestLine)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		if err := answers.Encode(answer(lines.Bytes())); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
