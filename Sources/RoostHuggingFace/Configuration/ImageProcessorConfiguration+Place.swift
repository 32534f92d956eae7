import Foundation

extension ImageProcessorConfiguration {
    /// Where MLflow puts the image processor of a pipeline, seen from the folder that has the checkpoint's.
    private static let components = ["components/image_processor", "components/feature_extractor"]

    /// The `preprocessor_config.json` that is for the checkpoint in `folder`; `nil` when there is none.
    ///
    /// It lies in the folder itself. In what MLflow saved, whose `MLmodel` lies beside the folder, the one among the
    /// pipeline's components comes first.
    static func path(for folder: URL) -> String? {
        file(named: fileName, for: folder)
    }

    /// A file that is for the checkpoint's image processor, found like ``path(for:)``.
    static func file(named name: String, for folder: URL) -> String? {
        let around = folder.standardizedFileURL.deletingLastPathComponent()
        let isOfMLflow = exists(around.appending(path: "MLmodel"))
        let folders = (isOfMLflow ? components.map { around.appending(path: $0) } : []) + [folder]
        return folders.map { $0.appending(path: name) }.first(where: exists)?.path(percentEncoded: false)
    }

    private static func exists(_ file: URL) -> Bool {
        FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
    }
}
