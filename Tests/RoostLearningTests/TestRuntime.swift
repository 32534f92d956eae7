import Foundation
import RoostONNXRuntime

/// The library that `make setup` fetches, or the one named in `ROOST_ONNXRUNTIME`; loaded once for all tests.
enum TestRuntime {
    private static let shared = Result {
        try Runtime(
            LibrarySearch(
                environmentPath: ProcessInfo.processInfo.environment["ROOST_ONNXRUNTIME"],
                executable: URL(filePath: #filePath)
            )
        )
    }

    static func load() throws -> Runtime { try shared.get() }
}
