import Foundation

/// Where the shared library of ONNX Runtime is looked for.
///
/// 1. a path given explicitly, and then nowhere else
/// 2. a path from the environment, handed in by whoever reads it, and then nowhere else
/// 3. `.tools/onnxruntime/lib` in the executable's folder or one above it, where a build of the repository lies
/// 4. the executable's own folder, and `lib` beside that folder
/// 5. wherever the system's dynamic linker looks
///
/// The folder the user happens to stand in is not searched: a library found there would be somebody else's code.
package struct LibrarySearch: Hashable, Sendable {
    /// The paths to try, in order; one without a slash is left to the system's dynamic linker.
    package let candidates: [String]

    package init(explicitPath: String? = nil, environmentPath: String? = nil, executable: URL? = Self.thisExecutable) {
        if let path = Self.given(explicitPath) ?? Self.given(environmentPath) {
            self.candidates = [path]
            return
        }
        let folder = executable?.resolvingSymlinksInPath().deletingLastPathComponent()
        let beside = folder.map { [$0, $0.deletingLastPathComponent().appending(path: "lib")] } ?? []
        let found = (Self.toolFolders(above: folder) + beside)
            .map { $0.appending(path: Self.libraryName).path }
            .filter { FileManager.default.fileExists(atPath: $0) }
        self.candidates = found + [Self.libraryName]
    }

    /// The file of the running process.
    package static var thisExecutable: URL? { Bundle.main.executableURL }

    #if os(macOS)
    static let libraryName = "libonnxruntime.dylib"
    #else
    static let libraryName = "libonnxruntime.so"
    #endif

    /// A path that is said but empty is as good as not said.
    private static func given(_ path: String?) -> String? {
        path.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func toolFolders(above folder: URL?) -> [URL] {
        guard let folder else { return [] }
        return sequence(first: folder) { folder in
            let parent = folder.deletingLastPathComponent()
            return parent.path == folder.path ? nil : parent
        }
        .map { $0.appending(path: ".tools/onnxruntime/lib") }
    }
}
