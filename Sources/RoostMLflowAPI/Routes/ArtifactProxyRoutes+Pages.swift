import HTTPTypes
import Hummingbird
import NIOCore
import RoostAPISupport
import RoostEntities
import RoostOperations

extension ArtifactProxyRoutes {
    /// Of a file that MLflow's pages send, in bytes.
    private static let largestUpload = 10 << 20

    /// What MLflow's pages ask of files.
    func addPages(to router: some RouterMethods<APIContext>) {
        router.on("/get-artifact", method: .get, use: downloadOfRun)
        router.on("/model-versions/get-artifact", method: .get, use: downloadOfVersion)
        for prefix in ["/api/2.0", "/ajax-api/2.0"] {
            router.on("\(prefix)/mlflow/upload-artifact", method: .post, use: uploadOfRun)
            let files = "\(prefix)/mlflow/logged-models/{model_id}/artifacts/files"
            router.on(RouterPath(files), method: .get, use: downloadOfModel)
        }
    }

    /// A file by run and path.
    private func downloadOfRun(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let fields = try Fields(query: request.uri.query ?? "", repeated: [])
        let path = try ArtifactAddress.path(ofQuery: fields.needed("path"))
        return try await answer(try await file(at: path, of: .run(fields.runID), as: caller), request, as: caller)
    }

    /// The same of a logged model.
    private func downloadOfModel(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let model = try context.parameter("model_id") { text throws(RoostError) in text }
        let fields = try Fields(query: request.uri.query ?? "", repeated: [])
        guard let text = try fields.filled("artifact_file_path") else {
            throw RoostError(
                .invalidArgument,
                "Request must include the \"artifact_file_path\" query parameter."
            )
        }
        let path = try ArtifactAddress.path(ofQuery: text)
        return try await answer(try await file(at: path, of: .loggedModel(model), as: caller), request, as: caller)
    }

    /// The same of a version.
    private func downloadOfVersion(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let fields = try Fields(query: request.uri.query ?? "", repeated: [])
        let path = try ArtifactAddress.path(ofQuery: fields.needed("path"))
        let address = try VersionAddress(model: fields.needed("name"), number: fields.needed("version"), path: path)
        return try await answer(try await file(of: address, as: caller), request, as: caller)
    }

    /// A small file of a run, from MLflow's pages.
    private func uploadOfRun(_ request: Request, _ context: APIContext) async throws -> Response {
        let (caller, project) = (try context.caller, tracking.project)
        let fields = try Fields(query: request.uri.query ?? "", repeated: [])
        guard let run = try fields.filled("run_uuid") else {
            throw RoostError(.invalidArgument, "Request must specify run_uuid.")
        }
        guard let text = try fields.filled("path") else {
            throw RoostError(.invalidArgument, "Request must specify path.")
        }
        let path = try ArtifactAddress.path(ofQuery: text)
        let size = request.headers[.contentLength].flatMap(Int.init)
        let tooLarge = RoostError(.invalidArgument, "Artifact size is too large. Max size is 10MB.")
        guard size ?? 0 <= Self.largestUpload else { throw tooLarge }
        guard size != 0 else { throw RoostError(.invalidArgument, "Request must specify data.") }
        do {
            let body = try await request.body.collect(upTo: Self.largestUpload)
            guard body.readableBytes > 0 else {
                throw RoostError(.invalidArgument, "Request must specify data.")
            }
            try await tracking.operations.storeTrackedArtifact(
                at: path,
                of: .run(run),
                size: Int64(body.readableBytes),
                body: RequestBody(buffer: body),
                in: project,
                as: caller
            )
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
        return Response(json: .nothing)
    }
}
