import CONNXRuntime
import Foundation
import Testing

@testable import RoostONNXRuntime

struct RuntimeTests {
    @Test func `the loaded library says which version it is and what it can compute on`() throws {
        let runtime = try TestRuntime.load()
        #expect(runtime.version.isSupported)
        #expect(runtime.availableProviders.contains("CPUExecutionProvider"))
    }

    @Test func `a path that is no file is refused with the linker's words and what to do`() {
        let error = #expect(throws: ONNXRuntimeError.self) {
            try Runtime(LibrarySearch(explicitPath: "/nowhere/libonnxruntime.so"))
        }
        #expect(error?.message.contains("/nowhere/libonnxruntime.so") == true)
        #expect(error?.message.contains("ROOST_ONNXRUNTIME") == true)
    }

    #if os(Linux)
    @Test func `a library that is not ONNX Runtime is refused`() {
        let error = #expect(throws: ONNXRuntimeError.self) {
            try Runtime(LibrarySearch(explicitPath: "libm.so.6"))
        }
        #expect(error?.message.contains("OrtGetApiBase") == true)
    }
    #endif

    @Test func `a library too old is refused before anything is called`() {
        let oldVersion: @convention(c) () -> UnsafePointer<CChar> = {
            UnsafeRawPointer(("1.16.3" as StaticString).utf8Start).assumingMemoryBound(to: CChar.self)
        }
        let base = OrtApiBase(GetApi: { _ in nil }, GetVersionString: oldVersion)
        let error = #expect(throws: ONNXRuntimeError.self) {
            try Runtime(base: base, path: "old.so")
        }
        #expect(error?.message.contains("old.so is ONNX Runtime 1.16.3; 1.24.0 or a later 1.x is needed") == true)
    }

    @Test(arguments: [
        ("1.31.1", true), ("1.24.0", true), ("1.40.0-dev", true), ("1.23.2", false), ("2.0.0", false), ("1.31", false),
        ("", false), ("new", false),
    ])
    func `only later releases of the same major version are accepted`(_ text: String, _ accepted: Bool) {
        #expect((RuntimeVersion(parsing: text)?.isSupported ?? false) == accepted)
    }

    @Test func `a path that is given is the only one tried, and an empty one counts as none`() {
        #expect(LibrarySearch(explicitPath: "/a", environmentPath: "/b").candidates == ["/a"])
        #expect(LibrarySearch(explicitPath: "", environmentPath: "/b").candidates == ["/b"])
        #expect(LibrarySearch(environmentPath: "", executable: nil).candidates.count == 1)
    }

    @Test func `a build inside a repository finds the library the repository fetched`() throws {
        let repository = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: repository) }
        let folder = repository.appending(path: ".tools/onnxruntime/lib")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let library = folder.appending(path: LibrarySearch.libraryName)
        try Data().write(to: library)
        let search = LibrarySearch(executable: repository.appending(path: ".build/release/roost"))
        #expect(search.candidates.first == library.path)
    }
}
