import Hummingbird

/// What clients ask before they move artifacts, and to tell servers apart; it needs no token.
enum ServerInformation {
    /// Links for parts and ranges of files are not told of; who wants them says so in the client's environment.
    ///
    /// Clients that know of parts fail with large files that are named by a `pathlib.Path`, before they ask; those that
    /// know of ranges ask twice for each file, however small it is.
    static var response: Response {
        Response(
            json: JSONWriter.object { writer in
                writer.member("store_type", "SqlStore")
                writer.member("workspaces_enabled", false)
                writer.member("trace_archival_enabled", false)
                writer.member("multipart_uploads_enabled", false)
                writer.member("multipart_downloads_enabled", false)
                writer.member("artifacts_presigned_only", false)
                writer.member("artifact_serving_enabled", true)
                writer.member("presigned_upload_run_id_supported", false)
                writer.member("presigned_upload_model_id_supported", false)
                writer.member("features_enabled") { $0.member("gateway", false) }
            }
        )
    }
}
