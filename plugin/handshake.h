#pragma once

// The first second of a plugin process: is a Velero server on the other side, and where does it
// find us. Facts: hashicorp/go-plugin server.go and client.go (v1.4.3 to v1.7.0), and
// pkg/plugin/framework/handshake.go of Velero.

#include <string>
#include <string_view>

#include "translator/result.h"

namespace plugin {

// True when the environment holds VELERO_PLUGIN=hello: only a Velero server sets it.
[[nodiscard]] bool started_by_velero();

// For a person who runs the file by hand: what it is, and how it is installed.
[[nodiscard]] std::string by_hand_text(std::string_view program);

// "1|2|unix|PATH|grpc|" and a newline: core protocol 1, Velero's plugin protocol 2, no certificate.
[[nodiscard]] std::string handshake_line(std::string_view socket_path);

// Writes the line to stdout and then points stdout to /dev/null: the host does not read on
// reliably, and a full pipe would block whoever prints. Precondition: the socket listens.
// Error: the host has closed its end.
[[nodiscard]] translator::Status announce(std::string_view socket_path);

}  // namespace plugin
