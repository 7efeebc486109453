#pragma once

// Tells a starting Velero server which actions this executable has.

#include <string>
#include <utility>

#include <grpcpp/grpcpp.h>

#include "plugin_lister.grpc.pb.h"

namespace plugin {

class PluginLister final : public generated::PluginLister::Service {
 public:
  // `command` is argv[0], unchanged: Velero executes it later.
  explicit PluginLister(std::string command) : command_(std::move(command)) {}

  // Every action of the catalogue, sorted by name, as a RestoreItemActionV2.
  grpc::Status ListPlugins(grpc::ServerContext* context, const generated::Empty* request,
                           generated::ListPluginsResponse* response) override;

 private:
  std::string command_;
};

}  // namespace plugin
