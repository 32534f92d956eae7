import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

extension ArtifactProxyRoutes {
    /// Where content is read by link, before its digest.
    private static let linked = "/api/2.0/mlflow-artifacts/linked"

    /// Links by which clients fetch a file in many parts at a time.
    func addLinks(to router: some RouterMethods<APIContext>) {
        for prefix in ["/api/2.0", "/ajax-api/2.0"] {
            router.on("\(prefix)/mlflow-artifacts/presigned/**", method: .get, use: link)
        }
        router.on("\(Self.linked)/{digest}", method: .get, use: linkedContent)
    }

    /// The link names the content: what replaces the file meanwhile does not get mixed in.
    private func link(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let operations = try await tracking.operations
        switch try await found(at: context.rest, as: caller) {
        case .elsewhere(let url):
            return Response(json: Self.link(url, size: nil))
        case .made:
            // Without a size clients fetch the file whole, as it is shown at its own address.
            let url = "\(try links.base(of: request))/api/2.0/mlflow-artifacts/artifacts/\(context.rest)"
            return Response(json: Self.link(url, size: nil))
        case .here(let digest, let size, _):
            let seal = operations.sealToRead(digest, in: tracking.project)
            let url = "\(try links.base(of: request))\(Self.linked)/\(digest)?\(seal.query)"
            return Response(json: Self.link(url, size: size))
        }
    }

    private static func link(_ url: String, size: Int64?) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("url", url)
            writer.member("headers") { _ in }
            writer.member("file_size", size)
        }
    }

    /// The content, for whoever has its link.
    private func linkedContent(_ request: Request, _ context: APIContext) async throws -> Response {
        let seal = try LinkSeal(query: request.uri.query ?? "")
        let digest = try context.parameter("digest") { text throws(RoostError) in try Digest(text) }
        let content = try await tracking.operations.linkedContent(digest, in: tracking.project, openedBy: seal)
        return try await ContentAnswer(digest: digest, size: content.size).response(to: request) { part in
            try await content.read(part)
        }
    }
}
