//go:build tools

// Package tools pins the program that scripts/velero-servers builds.
package tools

import _ "github.com/versity/versitygw/cmd/versitygw"
