package link

import (
	"context"
	"math"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	pb "wade/sdk/backend/internal/backendpb"
)

// Version is the protocol that this build speaks; see PROTOCOL.md for when it changes.
const Version = 1

// Name is what a plugin serves.
const Name = "backend"

// ArenaFD is the descriptor under which a plugin inherits the arena: the first after the standard three.
const ArenaFD = 3

// Limit is the size of a message that both sides accept: all that gRPC can count. Data is cut far below it.
const Limit = math.MaxInt32

// Handshake keeps a plugin from being run by hand by mistake; it is no secret.
var Handshake = plugin.HandshakeConfig{
	ProtocolVersion:  Version,
	MagicCookieKey:   "WADE_BACKEND_COOKIE",
	MagicCookieValue: "b9d1d2f7-few-shot",
}

// Plugin joins the generated code to go-plugin.
type Plugin struct {
	plugin.NetRPCUnsupportedPlugin
	Serves pb.BackendServer // plugin side only
}

var _ plugin.GRPCPlugin = (*Plugin)(nil)

// GRPCServer registers the plugin's side.
func (p *Plugin) GRPCServer(_ *plugin.GRPCBroker, s *grpc.Server) error {
	pb.RegisterBackendServer(s, p.Serves)
	return nil
}

// GRPCClient makes the host's side.
func (p *Plugin) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, conn *grpc.ClientConn) (any, error) {
	return pb.NewBackendClient(conn), nil
}
