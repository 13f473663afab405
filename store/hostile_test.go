package store

func lookAtCase(args []string) {}
