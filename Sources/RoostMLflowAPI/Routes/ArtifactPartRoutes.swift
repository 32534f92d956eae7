import HTTPTypes
import Hummingbird
import NIOCore
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Files of runs and of logged models that go up in parts, each by a link of its own.
struct ArtifactPartRoutes: Sendable {
    let tracking: Tracking
    let links: LinkAddresses

    /// Where parts are put, before the upload and the number.
    private static let parts = "/api/2.0/mlflow-artifacts/mpu/part"

    func add(to router: some RouterMethods<APIContext>) {
        for prefix in ["/api/2.0", "/ajax-api/2.0"] {
            router.on("\(prefix)/mlflow-artifacts/mpu/create/**", method: .post, use: create)
            router.on("\(prefix)/mlflow-artifacts/mpu/complete/**", method: .post, use: complete)
            router.on("\(prefix)/mlflow-artifacts/mpu/abort/**", method: .post, use: abort)
        }
        router.on("\(Self.parts)/{upload}/{number}", method: .put, use: put)
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let fields = try await request.fields(repeated: [], limit: Request.jsonLimit)
        let (owner, path) = try Self.file(fields, context)
        let count = try fields.integer("num_parts") ?? 0
        guard count >= 0 else { throw fields.wrong("num_parts", .integer(count)) }
        guard links.areOffered(to: request) else {
            throw Self.unsupported("links would not lead clients back here")
        }
        let base = try links.base(of: request)
        let (upload, seals) = try await begin(path, of: owner, parts: Int(clamping: count), as: caller)
        return Response(
            json: JSONWriter.object { writer in
                writer.member("upload_id", upload.description)
                writer.member("credentials", Array(seals.enumerated())) { writer, part in
                    writer.object { writer in
                        writer.member("url", "\(base)\(Self.parts)/\(upload)/\(part.offset + 1)?\(part.element.query)")
                        writer.member("part_number", Int64(part.offset + 1))
                        writer.member("headers") { _ in }
                    }
                }
            }
        )
    }

    private func begin(
        _ path: Artifact.Path,
        of owner: TrackedOwner,
        parts: Int,
        as caller: Caller
    ) async throws -> (upload: Identifier<Upload>, seals: [LinkSeal]) {
        do {
            return try await tracking.operations.beginTrackedArtifact(
                at: path,
                of: owner,
                parts: parts,
                in: tracking.project,
                as: caller
            )
        } catch let error as RoostError where error.code == .unsupported {
            throw Self.unsupported(error.message)
        }
    }

    /// The words by which clients know to send a file whole.
    private static func unsupported(_ why: String) -> RoostError {
        RoostError(.unsupported, "Multipart upload is not supported for the current artifact repository: \(why)")
    }

    /// One part, from whoever has its link.
    private func put(_ request: Request, _ context: APIContext) async throws -> Response {
        let seal = try LinkSeal(query: request.uri.query ?? "")
        let upload = try context.parameter("upload") { text throws(RoostError) in try Identifier<Upload>(text) }
        let number = try context.parameter("number") { text throws(RoostError) in
            guard let number = Int(text) else {
                throw RoostError(.invalidArgument, "\(quoted(text)) is no number of a part")
            }
            return number
        }
        let digest = try await tracking.operations.storePart(
            number,
            of: upload,
            openedBy: seal,
            size: request.headers[.contentLength].flatMap(Int64.init),
            body: request.body
        )
        return Response(headers: [.eTag: "\(EntityTag(digest))"], json: .nothing)
    }

    private func complete(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let fields = try await request.fields(repeated: [], limit: Request.jsonLimit)
        let (owner, path) = try Self.file(fields, context)
        let parts = try fields.objects("parts").map { fields in
            guard let number = try fields.integer("part_number").flatMap(Int.init(exactly:)) else {
                throw fields.missing("part_number")
            }
            return (number, try Self.digest(fields.text("etag") ?? "", of: number))
        }
        guard !parts.isEmpty else { throw fields.missing("parts") }
        try await tracking.operations.completeTrackedArtifact(
            at: path,
            of: owner,
            upload: Self.upload(fields),
            parts: parts,
            in: tracking.project,
            as: caller
        )
        return Response(json: .nothing)
    }

    private func abort(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let fields = try await request.fields(repeated: [], limit: Request.jsonLimit)
        let (owner, path) = try Self.file(fields, context)
        try await tracking.operations.abortTrackedArtifact(
            at: path,
            of: owner,
            upload: Self.upload(fields),
            in: tracking.project,
            as: caller
        )
        return Response(json: .nothing)
    }

    /// The file: in the folder of the address, with the last name of the path on the client's disk.
    private static func file(_ fields: Fields, _ context: APIContext) throws -> (TrackedOwner, Artifact.Path) {
        try ArtifactProxyRoutes.refuseToChange(context.rest)
        let folder = try ArtifactAddress(context.rest)
        let local = try fields.needed("path")
        let isOfWindows = local.wholeMatch(of: /[A-Za-z]:\\.*/) != nil
        guard let name = local.split(whereSeparator: { $0 == "/" || (isOfWindows && $0 == "\\") }).last else {
            throw RoostError(.invalidArgument, "Invalid path")
        }
        let file = try ArtifactAddress.path(ofQuery: String(name))
        guard let path = folder.path else { return (folder.owner, file) }
        return (folder.owner, try ArtifactAddress.path("\(path.text)/\(file.text)"))
    }

    private static func upload(_ fields: Fields) throws -> Identifier<Upload> {
        let text = try fields.needed("upload_id")
        guard let upload = try? Identifier<Upload>(text) else {
            throw RoostError(.notFound, "there is no upload \(quoted(text)); begin one")
        }
        return upload
    }

    private static func digest(_ tag: String, of number: Int) throws(RoostError) -> Digest {
        let bare =
            tag.count > 1 && tag.hasPrefix("\"") && tag.hasSuffix("\"") ? String(tag.dropFirst().dropLast()) : tag
        guard let digest = try? Digest(bare) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(tag)) is not the ETag that part \(number) was answered with; send the part again"
            )
        }
        return digest
    }
}
