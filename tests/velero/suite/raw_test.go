package suite

import (
	"context"
	"os/exec"
	"testing"

	hclog "github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"github.com/vmware-tanzu/velero/pkg/plugin/framework"
	wire "github.com/vmware-tanzu/velero/pkg/plugin/generated/restoreitemaction/v2"
	"google.golang.org/grpc"
)

// rawPlugin gives the connection itself: Velero's client decodes and encodes objects, and so cannot
// see a changed byte.
type rawPlugin struct {
	goplugin.NetRPCUnsupportedPlugin
}

func (rawPlugin) GRPCServer(*goplugin.GRPCBroker, *grpc.Server) error { return nil }

func (rawPlugin) GRPCClient(_ context.Context, _ *goplugin.GRPCBroker, connection *grpc.ClientConn) (any, error) {
	return connection, nil
}

type rawHost struct {
	client  *goplugin.Client
	actions wire.RestoreItemActionClient
}

// Starts the plugin with Velero's handshake and host library, and calls it with Velero's messages.
func startRaw(t *testing.T) *rawHost {
	t.Helper()
	t.Setenv("TMPDIR", shortFolder(t))
	client := goplugin.NewClient(&goplugin.ClientConfig{
		HandshakeConfig:  framework.Handshake(),
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
		Plugins:          map[string]goplugin.Plugin{"raw": rawPlugin{}},
		Logger:           hclog.NewNullLogger(),
		Cmd:              exec.Command(pluginBinary, serverArguments[1:]...),
	})
	t.Cleanup(client.Kill)
	protocol, err := client.Client()
	if err != nil {
		t.Fatal(err)
	}
	dispensed, err := protocol.Dispense("raw")
	if err != nil {
		t.Fatal(err)
	}
	return &rawHost{client: client, actions: wire.NewRestoreItemActionClient(dispensed.(*grpc.ClientConn))}
}

func (r *rawHost) execute(action, item string) (*wire.RestoreItemActionExecuteResponse, error) {
	return r.actions.Execute(context.Background(), &wire.RestoreItemActionExecuteRequest{
		Plugin: action, Item: []byte(item), ItemFromBackup: []byte(item),
		Restore: []byte(`{"metadata":{"name":"r","namespace":"velero","uid":"1"},"spec":{"backupName":"b"}}`),
	})
}

// Which action selects which resources, as the plugin says.
func (r *rawHost) resources(t *testing.T) map[string]string {
	t.Helper()
	actionOf := map[string]string{}
	for _, action := range actionNames() {
		answer, err := r.actions.AppliesTo(context.Background(), &wire.RestoreItemActionAppliesToRequest{Plugin: action})
		if err != nil {
			t.Fatal(err)
		}
		for _, resource := range answer.GetResourceSelector().GetIncludedResources() {
			actionOf[resource] = action
		}
	}
	return actionOf
}
