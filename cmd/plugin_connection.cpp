#include "cmd/plugin_connection.h"

#include <array>
#include <string_view>

#include <climits>

namespace cmd {
namespace {

using translator::Done;
using translator::Error;
using translator::Status;

std::shared_ptr<grpc::Channel> dial(const std::string& socket_path) {
  grpc::ChannelArguments arguments;
  arguments.SetString(GRPC_ARG_DEFAULT_AUTHORITY, "unused");
  arguments.SetMaxReceiveMessageSize(INT_MAX);
  arguments.SetMaxSendMessageSize(INT_MAX);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  // Channels of one address share a connection otherwise, and reconnect() would not reconnect.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel("unix:" + socket_path, grpc::InsecureChannelCredentials(),
                                   arguments);
}

std::string_view name_of(grpc::StatusCode code) {
  constexpr std::array<std::string_view, 17> kNames = {
      "OK",       "Canceled",       "Unknown",          "InvalidArgument",   "DeadlineExceeded",
      "NotFound", "AlreadyExists",  "PermissionDenied", "ResourceExhausted", "FailedPrecondition",
      "Aborted",  "OutOfRange",     "Unimplemented",    "Internal",          "Unavailable",
      "DataLoss", "Unauthenticated"};
  const auto index = static_cast<std::size_t>(code);
  return index < kNames.size() ? kNames[index] : "Unknown";
}

}  // namespace

PluginConnection::PluginConnection(const std::string& socket_path,
                                   std::chrono::milliseconds patience)
    : PluginConnection(dial(socket_path), patience) {}

PluginConnection::PluginConnection(const std::shared_ptr<grpc::Channel>& channel,
                                   std::chrono::milliseconds patience)
    : plugin_lister(channel),
      restore_item_action(channel),
      controller(channel),
      health(channel),
      patience_(patience),
      stdio_(channel),
      broker_(channel) {
  stdio_reader_ = std::thread([this] {
    const auto stream = stdio_.StreamStdio(&stdio_context_, google::protobuf::Empty());
    plugin::StdioData data;
    while (stream->Read(&data)) {
    }
    --open_streams_;
    static_cast<void>(stream->Finish());
  });
  broker_reader_ = std::thread([this] {
    const auto stream = broker_.StartStream(&broker_context_);
    plugin::ConnInfo info;
    while (stream->Read(&info)) {
    }
    --open_streams_;
    static_cast<void>(stream->Finish());
  });
}

PluginConnection::~PluginConnection() {
  stdio_context_.TryCancel();
  broker_context_.TryCancel();
  stdio_reader_.join();
  broker_reader_.join();
}

Status PluginConnection::checked(const grpc::Status& status, const char* what) {
  if (status.ok()) {
    return Done{};
  }
  return Error{.what = "rpc error: code = " + std::string(name_of(status.error_code())) +
                       " desc = " + status.error_message(),
               .where = what};
}

}  // namespace cmd
