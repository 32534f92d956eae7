import NIOCore

/// Lets a connection that sends much be read in large pieces: each piece of an upload costs about the same.
final class ReceiveRoom: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = Never

    /// In bytes; less is taken for connections that send little at a time.
    private static let most = 512 << 10

    func handlerAdded(context: ChannelHandlerContext) {
        let allocator = AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 2048, maximum: Self.most)
        // A connection that is about to close takes no option, and needs none.
        try? context.channel.syncOptions?.setOption(.recvAllocator, value: allocator)
    }
}
