import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An answer of a server that is made up for a test.
struct Answer: Sendable {
    var status = HTTPResponseStatus.ok
    var headers: [(String, String)] = []
    var body: [UInt8] = []
    /// The connection breaks after so many bytes of the body.
    var breaksAfter: Int?

    /// The part of `body` that a request with `Range: bytes=n-` asks for.
    func honouringRange(_ request: HTTPRequestHead) -> Answer {
        let text = request.headers.first(name: "Range")?.dropFirst("bytes=".count).dropLast()
        guard let start = text.flatMap({ Int($0) }) else { return self }
        guard start < body.count else { return Answer(status: .rangeNotSatisfiable) }
        var part = self
        part.status = .partialContent
        part.body = Array(body[start...])
        part.headers.append(("Content-Range", "bytes \(start)-\(body.count - 1)/\(body.count)"))
        return part
    }
}

/// A server on a port of its own that answers as it is told and remembers what it was asked.
///
/// A class, because connections on other threads share it.
final class WebServer: Sendable {
    let asked = Mutex<[HTTPRequestHead]>([])
    private let answer: @Sendable (HTTPRequestHead) -> Answer

    /// Runs `work` with the address of a server, such as `http://127.0.0.1:5000`.
    static func with(
        _ answer: @escaping @Sendable (HTTPRequestHead) -> Answer,
        _ work: (String, WebServer) async throws -> Void
    ) async throws {
        let server = WebServer(answer)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(Connection(server: server))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        let port = channel.localAddress?.port ?? 0
        let result: Result<Void, any Error>
        do {
            result = .success(try await work("http://127.0.0.1:\(port)", server))
        } catch {
            result = .failure(error)
        }
        try await channel.close()
        try result.get()
    }

    private init(_ answer: @escaping @Sendable (HTTPRequestHead) -> Answer) {
        self.answer = answer
    }

    /// The paths that were asked for, in order.
    var paths: [String] { asked.withLock { $0.map(\.uri) } }

    private final class Connection: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let server: WebServer

        init(server: WebServer) {
            self.server = server
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let request) = unwrapInboundIn(data) else { return }
            server.asked.withLock { $0.append(request) }
            let answer = server.answer(request)
            var head = HTTPResponseHead(version: .http1_1, status: answer.status)
            for (name, value) in answer.headers { head.headers.add(name: name, value: value) }
            head.headers.add(name: "Content-Length", value: String(answer.body.count))
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            let body = ByteBuffer(bytes: request.method == .HEAD ? [] : answer.body.prefix(answer.breaksAfter ?? .max))
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
            guard answer.breaksAfter == nil else {
                context.flush()
                context.close(promise: nil)
                return
            }
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
