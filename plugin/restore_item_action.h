#pragma once

// Velero's RestoreItemAction, second version: the door through which every item comes. Bytes in,
// translator::translate_item, bytes out. No exception leaves a call, and a call fails only when
// its item is no JSON object or its action is not ours.

#include <grpcpp/grpcpp.h>

#include "plugin/log.h"
#include "plugin/restore_session.h"
#include "restore_item_action_v2.grpc.pb.h"

namespace plugin {

class RestoreItemAction final : public v2::RestoreItemAction::Service {
 public:
  RestoreItemAction(RestoreSessions& sessions, Log& log) : sessions_(sessions), log_(log) {}

  // The resources of the action's rules, in full ("ingresses.networking.k8s.io").
  grpc::Status AppliesTo(grpc::ServerContext* context,
                         const v2::RestoreItemActionAppliesToRequest* request,
                         v2::RestoreItemActionAppliesToResponse* response) override;

  grpc::Status Execute(grpc::ServerContext* context,
                       const v2::RestoreItemActionExecuteRequest* request,
                       v2::RestoreItemActionExecuteResponse* response) override;

  // operation.h says which items have an operation, operation_state.h how it stands. An id that is
  // not ours is complete. Cancel only tells: nothing runs that could be stopped, and Velero marks
  // the operation as failed itself and asks no more.
  grpc::Status Progress(grpc::ServerContext* context,
                        const v2::RestoreItemActionProgressRequest* request,
                        v2::RestoreItemActionProgressResponse* response) override;
  grpc::Status Cancel(grpc::ServerContext* context,
                      const v2::RestoreItemActionCancelRequest* request,
                      google::protobuf::Empty* response) override;
  grpc::Status AreAdditionalItemsReady(grpc::ServerContext* context,
                                       const v2::RestoreItemActionItemsReadyRequest* request,
                                       v2::RestoreItemActionItemsReadyResponse* response) override;

 private:
  RestoreSessions& sessions_;
  Log& log_;
};

}  // namespace plugin
