module bulkhead.test/probe

go 1.25
