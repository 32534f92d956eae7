import RoostEntities

/// The disk of a store, of which some is left free for others.
struct DiskRoom: Sendable {
    /// A folder on the disk.
    let root: OpenFile
    /// What is left free, in bytes.
    let reserve: Int64

    /// It blocks: to be called where that may be.
    ///
    /// - Throws: `unavailable` unless there is room for `size` bytes.
    func check(for size: Int64) throws(RoostError) {
        let free: Int64
        do throws(FileFailure) {
            free = try root.freeSpace()
        } catch {
            throw error.roostError
        }
        guard free - reserve >= size else {
            throw RoostError(
                .unavailable,
                "the disk of \(quoted(root.path)) has \(free) bytes left, \(reserve) of them kept for others; make room"
            )
        }
    }
}
