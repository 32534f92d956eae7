import Dispatch
import NIOCore
import RoostEntities
import Synchronization

/// Makes small content safe, many pieces at the price of one flush.
///
/// Pieces that come while the disk is being waited for go together into the next record of the journal, which is flushed;
/// only then each is given its file and its name, neither of them flushed, and answered. A file that a loss of power took or
/// tore is therefore always in the journal, from which ``JournalRecovery`` makes it again before anything is read. A
/// segment that is full goes once the disk has all files that are in it.
///
/// A class, because all who put share the one journal.
final class BlobJournal: Sendable {
    /// More is not written twice, in bytes.
    static let largestContent = 128 << 10
    /// How much is flushed together at most, in bytes.
    private static let largestGroup = 4 << 20

    private struct State {
        var waiting: [WaitingBlob] = []
        var isFlushing = false
        /// Whether the disk is being given what a full segment holds.
        var isRetiring = false
    }

    private let layout: BlobLayout
    private let publisher: Publisher
    private let room: DiskRoom
    private let state = Mutex(State())
    /// Only ever held while flushing.
    private let segment = Mutex(JournalSegment?.none)
    // Serial queues: while the files of one group are made, the next is flushed.
    let flushing = DispatchQueue(label: "roost.blobs.journal")
    let placing = DispatchQueue(label: "roost.blobs.place")
    let retiring = DispatchQueue(label: "roost.blobs.retire")

    init(layout: BlobLayout, publisher: Publisher, room: DiskRoom) {
        self.layout = layout
        self.publisher = publisher
        self.room = room
    }

    /// Stores content that has this digest; when it throws, the store does not have it, though a start may bring it back.
    func put(_ content: Batch, as digest: Digest) async throws -> StoredBlob {
        try await withCheckedThrowingContinuation { continuation in
            let mustStart = state.withLock { state in
                state.waiting.append(WaitingBlob(content, digest: digest, continuation: continuation))
                defer { state.isFlushing = true }
                return !state.isFlushing
            }
            guard mustStart else { return }
            flushing.async { [self] in
                while let group = nextGroup() { flush(group) }
            }
        }
    }

    private func nextGroup() -> [WaitingBlob]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isFlushing = false
                return nil
            }
            var (count, size) = (0, 0)
            while count < state.waiting.count, count == 0 || size < Self.largestGroup {
                size += state.waiting[count].content.size
                count += 1
            }
            let group = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(count)
            return group
        }
    }

    private func flush(_ group: [WaitingBlob]) {
        var fresh: [WaitingBlob] = []
        for one in group {
            do throws(FileFailure) {
                guard try publisher.renew(one.digest) else {
                    fresh.append(one)
                    continue
                }
                one.answer(isNew: false)
            } catch {
                one.refuse(error.roostError)
            }
        }
        guard !fresh.isEmpty else { return }
        do throws(RoostError) {
            try room.check(for: Int64(fresh.reduce(0) { $0 + $1.content.size }))
            try append(fresh)
        } catch {
            for one in fresh { one.refuse(error) }
            return
        }
        placing.async { [self, fresh] in
            for one in fresh { place(one) }
        }
        retireIfFull()
    }

    private func append(_ contents: [WaitingBlob]) throws(RoostError) {
        do throws(FileFailure) {
            try segment.withLock { segment throws(FileFailure) in
                if segment == nil { segment = try JournalSegment(in: layout.journal) }
                guard var current = segment else { return }
                try current.write(contents)
                // After a flush that failed nobody knows what the disk has: another segment is begun then.
                segment = nil
                try current.flush()
                segment = current
            }
        } catch {
            throw error.roostError
        }
    }

    private func place(_ one: WaitingBlob) {
        do {
            one.answer(isNew: try publisher.place(one.content, as: one.digest))
        } catch {
            one.refuse(error.roostError)
        }
    }

    /// Lets a full segment go, unless another is just going: then this one goes on.
    private func retireIfFull() {
        let full = segment.withLock { segment -> JournalSegment? in
            guard let current = segment, current.isFull else { return nil }
            if current.isOverfull {
                placing.sync {}
                retiring.sync {}
            }
            let mayRetire = state.withLock { state in
                defer { state.isRetiring = true }
                return !state.isRetiring
            }
            guard mayRetire else { return nil }
            segment = nil
            return current
        }
        guard let full else { return }
        // Behind the last of its files.
        placing.async { [self] in
            retiring.async { [self] in
                // A segment that cannot go now goes at the next start.
                if (try? publisher.flush(full.digests)) != nil { _ = try? FileSystem.remove(full.file.path) }
                state.withLock { $0.isRetiring = false }
            }
        }
    }
}
