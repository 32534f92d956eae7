import Foundation

/// Where a command's words go.
struct Console: Sendable {
    enum Stream: Sendable {
        /// Data, for people and programs.
        case data
        /// Talk: progress, hints, questions, errors.
        case talk
    }

    let isOutTerminal: Bool
    let isTalkTerminal: Bool
    let isInputTerminal: Bool
    let write: @Sendable (String, Stream) -> Void
    /// One line somebody types; `nil` at the end of the input.
    let readLine: @Sendable () -> String?

    /// The process's own streams.
    static var standard: Console {
        Console(
            isOutTerminal: isatty(STDOUT_FILENO) == 1,
            isTalkTerminal: isatty(STDERR_FILENO) == 1,
            isInputTerminal: isatty(STDIN_FILENO) == 1,
            write: { text, stream in writeAll(text, to: stream == .data ? STDOUT_FILENO : STDERR_FILENO) },
            readLine: { Swift.readLine() }
        )
    }

    /// Writes until all is written or nobody reads any more; a closed pipe ends the process as it does for `cat`.
    private static func writeAll(_ text: String, to descriptor: CInt) {
        var left = Array(text.utf8)[...]
        while !left.isEmpty {
            let written = left.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                left = left.dropFirst(written)
            } else if errno == EPIPE {
                exit(128 + SIGPIPE)
            } else if errno != EINTR {
                return
            }
        }
    }
}
