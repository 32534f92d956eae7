import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// The artifact proxy: files of runs and of logged models, up, down, listed and taken away.
struct ArtifactProxyRoutes: Sendable {
    let tracking: Tracking
    let links: LinkAddresses

    func add(to router: some RouterMethods<APIContext>) {
        for prefix in ["/api", "/ajax-api"] {
            let root = "\(prefix)/2.0/mlflow-artifacts/artifacts"
            router.on(RouterPath(root), method: .get, use: list)
            router.on("\(root)/**", method: .get, use: download)
            router.on("\(root)/**", method: .put, use: upload)
            router.on("\(root)/**", method: .delete, use: delete)
        }
        addPages(to: router)
        addLinks(to: router)
    }

    /// Names are relative to the folder; what is no folder has nothing in it.
    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let (caller, project) = (try context.caller, tracking.project)
        let fields = try Fields(query: request.uri.query ?? "", repeated: [])
        let text = try fields.text("path") ?? ""
        if let version = try Self.version(text) { return try await list(version, as: caller) }
        guard !text.isEmpty, let address = try Self.address(text) else { return Response(json: .nothing) }
        let operations = try await tracking.operations
        let entries = try await operations.trackedEntries(
            of: address.owner,
            in: address.path,
            project: project,
            as: caller
        )
        return Response(
            json: JSONWriter.object { writer in
                writer.member("files", entries) { $0.file($1, in: nil) }
            }
        )
    }

    /// Names are relative to the folder; what is no version has nothing in it.
    private func list(_ address: VersionAddress, as caller: Caller) async throws -> Response {
        let entries = try await tracking.operations.trackedEntries(
            of: address.reference,
            in: address.path,
            project: tracking.project,
            as: caller
        )
        return Response(
            json: JSONWriter.object { writer in
                writer.member("files", entries) { $0.file($1, in: nil) }
            }
        )
    }

    private func download(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        return try await answer(try await found(at: context.rest, as: caller), request, as: caller)
    }

    /// What lies at an address of the proxy.
    func found(at address: String, as caller: Caller) async throws -> FoundFile {
        if let version = try VersionAddress(address, isEncoded: true) {
            return try await file(of: version, as: caller)
        }
        let place = try ArtifactAddress(address)
        guard let path = place.path else { throw Self.absent(address) }
        return try await file(at: path, of: place.owner, as: caller)
    }

    func file(at path: Artifact.Path, of owner: TrackedOwner, as caller: Caller) async throws -> FoundFile {
        let operations = try await tracking.operations
        do {
            let artifact = try await operations.trackedArtifact(
                at: path,
                of: owner,
                in: tracking.project,
                as: caller
            )
            return .here(artifact.digest, size: artifact.size, name: path.name)
        } catch let error as RoostError where error.code == .notFound {
            throw Self.absent(path.text)
        }
    }

    /// A file of a version; one that is a link is where it leads.
    func file(of address: VersionAddress, as caller: Caller) async throws -> FoundFile {
        guard let path = address.path else { throw Self.absent(address.reference.text) }
        let operations = try await tracking.operations
        do {
            let content = try await operations.trackedContent(
                of: address.reference,
                at: path,
                in: tracking.project,
                as: caller
            )
            switch content {
            case .kept(.blob(let digest, let size)): return .here(digest, size: size, name: path.name)
            case .kept(.link(let url)): return .elsewhere(url)
            case .made(let text, let digest): return .made(text, digest, name: path.name)
            }
        } catch let error as RoostError where error.code == .notFound {
            throw Self.absent("\(address.reference)/\(path)")
        }
    }

    func answer(_ file: FoundFile, _ request: Request, as caller: Caller) async throws -> Response {
        switch file {
        case .elsewhere(let url):
            return Response(status: .seeOther, headers: [.location: url])
        case .here(let digest, let size, let name):
            let (operations, project) = (try await tracking.operations, tracking.project)
            return try await ContentAnswer(digest: digest, size: size, name: name).response(to: request) { part in
                try await operations.readBlob(digest, range: part, in: project, as: caller)
            }
        case .made(let text, let digest, let name):
            let answer = ContentAnswer(digest: digest, size: Int64(text.count), name: name)
            return try await answer.response(to: request) { part in
                let bytes = part.map { text[Int($0.lowerBound)..<Int($0.upperBound)] } ?? text
                return AsyncStream<ByteBuffer> { stream in
                    stream.yield(ByteBuffer(bytes: bytes))
                    stream.finish()
                }
            }
        }
    }

    private func upload(_ request: Request, _ context: APIContext) async throws -> Response {
        let (caller, project) = (try context.caller, tracking.project)
        try Self.refuseToChange(context.rest)
        let address = try ArtifactAddress(context.rest)
        guard let path = address.path else {
            throw RoostError(.invalidArgument, "Invalid path: a file name is missing after 'artifacts/'")
        }
        try await tracking.operations.storeTrackedArtifact(
            at: path,
            of: address.owner,
            size: request.headers[.contentLength].flatMap(Int64.init),
            body: request.body,
            in: project,
            as: caller
        )
        return Response(json: .nothing)
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let (caller, project) = (try context.caller, tracking.project)
        try Self.refuseToChange(context.rest)
        let address = try ArtifactAddress(context.rest)
        guard let path = address.path else {
            throw RoostError(.invalidArgument, "Invalid path: name the file or folder after 'artifacts/'")
        }
        try await tracking.operations.deleteTrackedArtifacts(at: path, of: address.owner, in: project, as: caller)
        return Response(json: .nothing)
    }

    /// Folders above those of runs and logged models are not kept, and have nothing in them.
    private static func address(_ text: String) throws -> ArtifactAddress? {
        do {
            return try ArtifactAddress(text)
        } catch let error where error.code == .notFound {
            return nil
        }
    }

    private static func version(_ text: String) throws(RoostError) -> VersionAddress? {
        do {
            return try VersionAddress(text, isEncoded: false)
        } catch  where error.code == .notFound {
            return nil
        }
    }

    static func refuseToChange(_ address: String) throws(RoostError) {
        guard let version = try VersionAddress(address, isEncoded: true) else { return }
        throw RoostError(
            .failedPrecondition,
            "The files of \(version.reference) never change; put files into a run and make a version of them."
        )
    }

    private static func absent(_ path: String) -> RoostError {
        RoostError(.notFound, "No such artifact: '\(path.prefix(1000))'")
    }
}

extension APIContext {
    /// What follows the proxy's own address, percent-encoded.
    var rest: String { parameters[Parameters.recursiveCaptureKey].map(String.init) ?? "" }
}
