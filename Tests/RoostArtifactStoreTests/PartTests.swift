import NIOCore
import RoostEntities
import Testing

@testable import RoostArtifactStore

@Suite struct `Content that comes in parts to any store` {
    private let id = Identifier<Upload>.sample

    @Test(arguments: Backend.allCases, [[1, 2, 3], [3, 1, 2], [2, 3, 1]])
    func `becomes one whatever order they come in`(_ backend: Backend, _ order: [Int]) async throws {
        let bytes = content(2_500_000)
        try await backend.withStore { store throws in
            let parts = pieces(of: bytes, each: 1_000_000)
            try await store.begin(.sample(parts.count))
            for number in order { try await store.send(parts[number - 1], as: number) }
            let stored = try await store.assemble(id, from: parts.named)
            #expect(stored.digest == digest(bytes) && stored.size == 2_500_000)
            #expect(try await store.read(stored.digest).collect(upTo: .max) == ByteBuffer(bytes: bytes))
        }
    }

    @Test(arguments: Backend.allCases, [[1, 2, 3, 4], [4, 3, 2, 1], [2, 1, 4, 3]])
    func `becomes one though no part is like another`(_ backend: Backend, _ order: [Int]) async throws {
        let parts = [content(10), content(300), [], content(7)]
        try await backend.withStore { store throws in
            try await store.begin(.sample(4))
            for number in order { try await store.send(parts[number - 1], as: number) }
            #expect(try await store.assemble(id, from: parts.named).digest == digest(Array(parts.joined())))
        }
    }

    @Test(arguments: Backend.allCases, [[UInt8]](arrayLiteral: [7, 8, 9], [7], [7, 8, 9, 10]))
    func `has of a part that came twice the later`(_ backend: Backend, _ later: [UInt8]) async throws {
        try await backend.withStore { store throws in
            try await store.begin(.sample(2))
            for part in [[1, 2, 3], later] { try await store.send(part, as: 1) }
            try await store.send([4], as: 2)
            let stale = await failure { try await store.assemble(id, from: [[1, 2, 3], [4]].named) }
            #expect(stale.code == .invalidArgument)
            #expect(try await store.assemble(id, from: [later, [4]].named).digest == digest(later + [4]))
        }
    }

    @Test(arguments: Backend.allCases)
    func `keeps of a part that broke off what came before it`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            try await store.begin(.sample(1))
            let first = body([[1, 2]], breaks: true)
            #expect(await failure { try await store.putPart(1, of: id, first, size: 3, limit: 9) } is BrokenConnection)
            try await store.send([1, 2, 3], as: 1)
            let again = body([[7, 8]], breaks: true)
            #expect(await failure { try await store.putPart(1, of: id, again, size: 3, limit: 9) } is BrokenConnection)
            #expect(try await store.assemble(id, from: [[1, 2, 3]].named).digest == digest([1, 2, 3]))
        }
    }

    @Test(
        arguments: Backend.allCases,
        [
            [], [[1, 2]], [[1, 2], [9]], [[1, 2], [3], [4]],
        ] as [[[UInt8]]]
    )
    func `is refused unless all are named as they came`(_ backend: Backend, _ named: [[UInt8]]) async throws {
        try await backend.withStore { store throws in
            try await store.begin(.sample(2))
            try await store.send([1, 2], as: 1)
            let early = await failure { try await store.assemble(id, from: [[1, 2], [3]].named) }
            try await store.send([3], as: 2)
            let wrong = await failure { try await store.assemble(id, from: named.named) }
            #expect(early.code == .invalidArgument && wrong.code == .invalidArgument)
            let twice = [ContentPart](repeating: ContentPart(number: 1, digest: digest([1, 2])), count: 2)
            #expect(await failure { try await store.assemble(id, from: twice) }.code == .invalidArgument)
            #expect(try await store.assemble(id, from: [[1, 2], [3]].named).size == 3)
        }
    }

    @Test(arguments: Backend.allCases, [0, -1, 3, .max, .min])
    func `has no part beyond its number`(_ backend: Backend, _ number: Int) async throws {
        try await backend.withStore { store throws in
            try await store.begin(.sample(2))
            #expect(await failure { try await store.send([1], as: number) }.code == .invalidArgument)
        }
    }

    @Test(arguments: Backend.allCases, [0, -1, 10_001, .max])
    func `begins with as many as are taken`(_ backend: Backend, _ count: Int) async throws {
        try await backend.withStore { store throws in
            #expect(await failure { try await store.begin(.sample(count)) }.code == .invalidArgument)
            #expect(try await store.partedUploads().isEmpty)
        }
    }

    @Test(arguments: Backend.allCases)
    func `stays within its limit`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            try await store.begin(.sample(2))
            _ = try await store.putPart(1, of: id, body([[1, 2, 3]]), size: 3, limit: 5)
            for size in [3, nil, .max] as [Int64?] {
                let error = await failure {
                    try await store.putPart(2, of: id, body([[4, 5, 6]]), size: size, limit: 5)
                }
                #expect(error.code == .tooLarge)
            }
            _ = try await store.putPart(2, of: id, body([[4, 5]]), size: nil, limit: 5)
            #expect(try await store.assemble(id, from: [[1, 2, 3], [4, 5]].named).size == 5)
        }
    }

    @Test(arguments: Backend.allCases)
    func `answers the same again, takes nothing more and is remembered as settled`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            try await store.begin(.sample(1))
            try await store.send([1], as: 1)
            for _ in 0..<2 {
                #expect(try await store.assemble(id, from: [[1]].named).digest == digest([1]))
            }
            #expect(await failure { try await store.send([2], as: 1) }.code == .failedPrecondition)
            #expect(try await store.parted(id) == .open(.sample(1)))
            try await store.settle(id)
            #expect(try await store.parted(id) == .settled(.sample(1)))
            #expect(try await store.partedUploads().isEmpty)
            #expect(await failure { try await store.assemble(id, from: [[1]].named) }.code == .notFound)
        }
    }

    @Test(arguments: Backend.allCases)
    func `waits for the parts that are on their way`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            try await store.begin(.sample(1))
            try await store.send([1], as: 1)
            let slow = Gate()
            async let later = store.putPart(1, of: id, slow, size: 1, limit: 9)
            await slow.isEntered()
            #expect(await failure { try await store.assemble(id, from: [[1]].named) }.code == .unavailable)
            slow.open(with: [7])
            #expect(try await later == digest([7]))
            #expect(try await store.assemble(id, from: [[7]].named).digest == digest([7]))
        }
    }

    @Test(arguments: Backend.allCases, [1, nil] as [Int64?])
    func `is forgotten with the part on its way`(_ backend: Backend, _ size: Int64?) async throws {
        try await backend.withStore { store throws in
            try await store.begin(.sample(1))
            let slow = Gate()
            async let part = store.putPart(1, of: id, slow, size: size, limit: 9)
            await slow.isEntered()
            for _ in 0..<2 { try await store.discardParts(of: id) }
            slow.open(with: [7])
            do {
                _ = try await part
                Issue.record("a part of what was forgotten was taken")
            } catch {
                #expect((error as? RoostError)?.code == .notFound)
            }
            #expect(try await store.parted(id) == nil)
            #expect(await failure { try await store.send([1], as: 1) }.code == .notFound)
        }
    }

    @Test(arguments: Backend.allCases)
    func `is swept once it rests too long`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            try await store.begin(.sample(2))
            try await store.send([1, 2, 3], as: 1)
            #expect(try await store.sweep(before: .now.advanced(bySeconds: -60)) == SweptBlobs())
            #expect(try await store.partedUploads().map(\.size) == [3])
            #expect(try await store.sweep(before: .now.advanced(bySeconds: 60)) == SweptBlobs(count: 1, size: 3))
            #expect(try await store.parted(id) == nil)
        }
    }
}

extension PartedUpload {
    static func sample(_ count: Int) -> PartedUpload {
        PartedUpload(id: .sample, place: "default", holder: "ada", target: "run r/a.bin", count: count)
    }
}

extension [[UInt8]] {
    /// As their sender names them when all are sent.
    var named: [ContentPart] {
        enumerated().map { ContentPart(number: $0.offset + 1, digest: digest($0.element)) }
    }
}

extension BlobStore {
    /// Sends a part of the sample as a client does, which announces its size.
    func send(_ part: [UInt8], as number: Int) async throws {
        let pieces = pieces(of: part)
        let taken = try await putPart(number, of: .sample, body(pieces), size: Int64(part.count), limit: 1 << 40)
        #expect(taken == digest(part))
    }
}
