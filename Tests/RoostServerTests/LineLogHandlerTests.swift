import Foundation
import Logging
import RoostServer
import Synchronization
import Testing

@Suite struct LineLogHandlerTests {
    @Test func `text is one line with its fields in order`() throws {
        let line = log(.text) { $0.info("request", metadata: ["status": "200", "path": "/a b", "caller": "x"]) }
        #expect(line.wholeMatch(of: /[0-9T:.-]+Z info request caller=x path="\/a b" status=200\n/) != nil)
    }

    @Test func `nothing that came from outside ends the line or commands a terminal`() throws {
        let line = log(.text) { $0.info("request", metadata: ["path": "/a\n2026 error \u{1B}[31mfake"]) }
        #expect(line.filter { $0 == "\n" }.count == 1)
        #expect(!line.contains("\u{1B}"))
    }

    @Test func `JSON is one object`() throws {
        let line = log(.json) { $0.warning("request \"x\"", metadata: ["path": "/a\nb"]) }
        let object = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(object["message"] == "request \"x\"")
        #expect(object["path"] == "/a\nb")
        #expect(object["level"] == "warning")
        #expect(line.filter { $0 == "\n" }.count == 1)
    }

    @Test func `what is below the level is not written`() {
        #expect(log(.text) { $0.debug("quiet") } == "")
    }

    private func log(_ format: LogFormat, _ body: (Logger) -> Void) -> String {
        let written = Written()
        body(
            Logger(label: "test") { label in
                LineLogHandler(label: label, level: .info, format: format) { line in
                    written.text.withLock { $0 += line }
                }
            }
        )
        return written.text.withLock { $0 }
    }

    /// A class, because `Mutex` cannot be copied into the closure.
    private final class Written: Sendable {
        let text = Mutex("")
    }
}
