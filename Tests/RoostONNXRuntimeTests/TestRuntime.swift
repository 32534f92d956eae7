import Foundation
import RoostONNXRuntime
import Testing

/// The library that `make setup` fetches, or the one named in `ROOST_ONNXRUNTIME`; loaded once for all tests.
enum TestRuntime {
    static let search = LibrarySearch(
        environmentPath: ProcessInfo.processInfo.environment["ROOST_ONNXRUNTIME"],
        executable: URL(filePath: #filePath)
    )
    private static let shared = Result { try Runtime(search) }

    static func load() throws -> Runtime { try shared.get() }
}

/// A model made by `Fixtures/make.py`.
func fixture(_ name: String) throws -> URL {
    try #require(Bundle.module.url(forResource: name, withExtension: "onnx", subdirectory: "Fixtures"))
}

func fixtureBytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: fixture(name)))
}
