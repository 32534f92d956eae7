import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import RoostClient
import ServiceLifecycle

/// A request with the connection it came over, so that a handler can cut it.
struct CuttableContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// The part of the native API that transfers use, over a real socket, with a store that breaks connections.
struct FlakyServer {
    let store: FlakyStore

    /// Gives `body` a client of a running server.
    func run<Result: Sendable>(_ body: @Sendable (Roost) async throws -> Result) async throws -> Result {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "flaky") { _ in SwiftLogNoOpLogHandler() }
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let services = ServiceGroup(services: [application], logger: application.logger)
            group.addTask { try await services.run() }
            let number = await ports.first { _ in true } ?? 0
            let url = URL(string: "http://127.0.0.1:\(number)")
            let roost = Roost(
                url: url ?? URL(filePath: "/"),
                token: "secret",
                project: "default",
                http: nil,
                backoff: Backoff(first: .milliseconds(1), longest: .milliseconds(5), attempts: 5)
            )
            let result = try await body(roost)
            await services.triggerGracefulShutdown()
            return result
        }
    }

    private var router: Router<CuttableContext> {
        let router = Router(context: CuttableContext.self)
        let project = router.group("api/v1/projects/default")
        project.post("blobs/missing", use: missing)
        project.put("blobs/:digest", use: put)
        project.get("blobs/:digest", use: get)
        project.post("uploads", use: begin)
        project.get("uploads/:id", use: progress)
        project.patch("uploads/:id", use: append)
        project.post("runs/:id/log", use: log)
        return router
    }

    private struct Digests: Codable {
        let digests: [String]
    }

    private struct Announced: Codable {
        let digest: String
        let size: Int
    }

    @Sendable private func missing(_ request: Request, _ context: CuttableContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        let asked = try JSONDecoder().decode(Digests.self, from: Data(body.readableBytesView))
        let blobs = await store.blobs
        let missing = asked.digests.filter { blobs[$0] == nil }
        return Response(
            status: .ok,
            body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(["missing": missing])))
        )
    }

    @Sendable private func put(_ request: Request, _ context: CuttableContext) async throws -> Response {
        await store.note("PUT")
        let body = try await request.body.collect(upTo: 16 << 20)
        let isRight = await store.store(context.parameters.get("digest") ?? "", Data(body.readableBytesView))
        return isRight
            ? Response(status: .created) : problem(.unprocessableContent, "corrupted", "that is something else")
    }

    @Sendable private func get(_ request: Request, _ context: CuttableContext) async throws -> Response {
        let range = request.headers[.range] ?? ""
        await store.note("GET \(range)")
        guard let bytes = await store.blobs[context.parameters.get("digest") ?? ""] else {
            return problem(.notFound, "not-found", "there is no such content; upload it")
        }
        let start = Int(range.dropFirst("bytes=".count).dropLast()) ?? 0
        let cut = await store.nextCut()
        var response = Response(status: start > 0 ? .partialContent : .ok)
        if start > 0 { response.headers[.contentRange] = "bytes \(start)-\(bytes.count - 1)/\(bytes.count)" }
        let channel = context.channel
        response.body = ResponseBody(contentLength: bytes.count - start) { writer in
            let end = min(bytes.count, start + (cut ?? bytes.count))
            for position in stride(from: start, to: end, by: 65_536) {
                try await writer.write(ByteBuffer(bytes: bytes[position..<min(position + 65_536, end)]))
            }
            if cut != nil { try await channel.close() }
            try await writer.finish(nil)
        }
        return response
    }

    private struct Points: Codable {
        struct Point: Codable {
            let step: Int
        }

        let metrics: [Point]
    }

    /// Notes the steps that came, and where the connection is to be cut does not answer.
    @Sendable private func log(_ request: Request, _ context: CuttableContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        let steps = try JSONDecoder().decode(Points.self, from: Data(body.readableBytesView)).metrics.map(\.step)
        await store.note("LOG \(steps.min() ?? 0)-\(steps.max() ?? 0)")
        if await store.nextCut() != nil { try await context.channel.close() }
        return Response(status: .noContent)
    }

    @Sendable private func begin(_ request: Request, _ context: CuttableContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        let announced = try JSONDecoder().decode(Announced.self, from: Data(body.readableBytesView))
        await store.begin(announced.digest)
        return await upload(size: announced.size, digest: announced.digest, complete: false)
    }

    @Sendable private func progress(_ request: Request, _ context: CuttableContext) async throws -> Response {
        await store.note("GET upload")
        return await upload(size: 0, digest: String(repeating: "0", count: 64), complete: false)
    }

    @Sendable private func append(_ request: Request, _ context: CuttableContext) async throws -> Response {
        let offset = Int(request.headers[HTTPField.Name("Upload-Offset") ?? .range] ?? "") ?? -1
        await store.note("PATCH \(offset)")
        guard offset == (await store.received) else {
            return problem(.rangeNotSatisfiable, "out-of-range", "wrong offset")
        }
        let cut = await store.nextCut() ?? .max
        var taken = 0
        for try await part in request.body {
            let wanted = min(part.readableBytes, cut - taken)
            await store.append(Data(part.readableBytesView.prefix(wanted)))
            taken += wanted
            if taken == cut {
                try await context.channel.close()
                return Response(status: .ok)
            }
        }
        let complete = await store.publishIfComplete(size: await store.received)
        return await upload(size: 0, digest: String(repeating: "0", count: 64), complete: complete)
    }

    private func upload(size: Int, digest: String, complete: Bool) async -> Response {
        let json = """
            {"id": "0123456789abcdef01234567", "projectID": "0123456789abcdef01234567", "size": \(size),
             "digest": "\(digest)", "received": \(await store.received), "createdAt": "2026-11-21T09:30:00Z",
             "expiresAt": "2026-11-22T09:30:00Z", "complete": \(complete)}
            """
        return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: json)))
    }

    private func problem(_ status: HTTPResponse.Status, _ code: String, _ detail: String) -> Response {
        let json =
            #"{"type": "/errors/\#(code)", "status": \#(status.code), "detail": "\#(detail)", "code": "\#(code)"}"#
        return Response(status: status, body: .init(byteBuffer: ByteBuffer(string: json)))
    }
}
