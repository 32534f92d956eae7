import Synchronization

@testable import RoostCommands

/// Keeps what a command would write.
final class Recorder: Sendable {
    private let written = Mutex((data: "", talk: ""))

    var data: String { written.withLock { $0.data } }
    var talk: String { written.withLock { $0.talk } }

    func output(json: Bool = false, isTerminal: Bool = false, answering answer: String? = nil) -> Output {
        let console = Console(
            isOutTerminal: isTerminal,
            isTalkTerminal: isTerminal,
            isInputTerminal: isTerminal,
            write: { text, stream in
                self.written.withLock { written in
                    switch stream {
                    case .data: written.data += text
                    case .talk: written.talk += text
                    }
                }
            },
            readLine: { answer }
        )
        return Output(json: json, console: console)
    }
}
