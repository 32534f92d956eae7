import Foundation

/// What a process and all it started have used so far, as the kernel counts it under `/proc`.
///
/// What a child used that has ended is counted with the parent that waited for it.
struct ProcessUsage: Sendable, Equatable {
    /// On all processors together, in clock ticks.
    var ticks: UInt64 = 0
    /// Resident memory, in pages; what processes share is counted in each.
    var pages: UInt64 = 0
    /// From disks, in bytes; `nil` where the kernel does not tell.
    var read: UInt64?
    /// To disks, in bytes; `nil` where the kernel does not tell.
    var written: UInt64?
    var processes = 0

    /// - Parameters:
    ///   - root: The first process.
    ///   - proc: Where the kernel shows its processes.
    /// - Returns: `nil` when there is no such process, or no `/proc`.
    static func tree(of root: Int32, proc: URL = URL(filePath: "/proc")) -> ProcessUsage? {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: proc.path)) ?? []
        let all = entries.compactMap { Int32($0) }.compactMap { ProcessStatus($0, proc: proc) }
        let children = Dictionary(grouping: all, by: \.parent)
        guard let first = all.first(where: { $0.pid == root }) else { return nil }
        var usage = ProcessUsage()
        var waiting = [first]
        var seen: Set<Int32> = [root]
        while let process = waiting.popLast() {
            usage.add(process, in: proc.appending(path: String(process.pid)))
            // Read one after the other, so that a number may have been given twice meanwhile.
            waiting += (children[process.pid] ?? []).filter { seen.insert($0.pid).inserted }
        }
        return usage
    }

    private mutating func add(_ process: ProcessStatus, in folder: URL) {
        processes += 1
        ticks = ticks &+ process.ticks
        let memory = SmallFile.text(folder.appending(path: "statm"))?.split(separator: " ").dropFirst().first
        pages = pages &+ (memory.flatMap { UInt64($0) } ?? 0)
        for line in SmallFile.text(folder.appending(path: "io"))?.split(separator: "\n") ?? [] {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let count = UInt64(parts[1]) else { continue }
            switch parts[0] {
            case "read_bytes:": read = (read ?? 0) &+ count
            case "write_bytes:": written = (written ?? 0) &+ count
            default: continue
            }
        }
    }
}

/// What the kernel says of one process in `/proc/<pid>/stat`.
private struct ProcessStatus {
    let pid: Int32
    let parent: Int32
    /// Its own and those of the children it waited for: fields 14 to 17.
    let ticks: UInt64

    init?(_ pid: Int32, proc: URL) {
        // The command may hold anything, so fields are counted from its closing parenthesis: the state is field 3.
        guard let stat = SmallFile.text(proc.appending(path: "\(pid)/stat")), let end = stat.lastIndex(of: ")"),
            case let fields = stat[end...].split(separator: " ").dropFirst().map(String.init), fields.count > 14,
            let parent = Int32(fields[1])
        else { return nil }
        self.pid = pid
        self.parent = parent
        ticks = fields[11...14].reduce(0) { $0 &+ (UInt64($1) ?? 0) }
    }
}

private enum SmallFile {
    /// The first 64 KiB; `nil` when it is gone.
    static func text(_ file: URL) -> String? {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
        defer { try? handle.close() }
        guard let bytes = try? handle.read(upToCount: 64 << 10) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
