import NIOCore
import RoostEntities
import Testing

@testable import RoostArtifactStore

@Suite struct `Every blob store` {
    @Test(arguments: Backend.allCases, [0, 1, 70_000, 3_000_001])
    func `gives back what was put`(_ backend: Backend, _ size: Int) async throws {
        let bytes = content(size)
        try await backend.withStore { store throws in
            let stored = try await store.put(body(pieces(of: bytes)), expecting: digest(bytes), limit: nil)
            #expect(stored == StoredBlob(digest: digest(bytes), size: Int64(size), isNew: true))
            let read = try await store.read(stored.digest).collect(upTo: size)
            #expect(Array(read.readableBytesView) == bytes)
            #expect(try await store.size(of: stored.digest) == Int64(size))
        }
    }

    @Test(arguments: Backend.allCases)
    func `names content as the SHA-256 standard does`(_ backend: Backend) async throws {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        try await backend.withStore { store throws in
            #expect(try await store.put(Array("abc".utf8)).digest.text == abc)
        }
    }

    @Test(arguments: Backend.allCases, [100, 2_500_000])
    func `keeps the same content once`(_ backend: Backend, _ size: Int) async throws {
        let bytes = content(size)
        try await backend.withStore { store throws in
            let results = try await withThrowingTaskGroup { group in
                for _ in 0..<12 { group.addTask { try await store.put(bytes) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0.isNew } == 1)
            #expect(try await store.list().map(\.size).collected() == [Int64(size)])
        }
    }

    @Test(arguments: Backend.allCases, [100, 2_500_000])
    func `refuses content with another digest and keeps nothing`(_ backend: Backend, _ size: Int) async throws {
        let bytes = content(size)
        try await backend.withStore { store throws in
            let error = await failure {
                try await store.put(body(pieces(of: bytes)), expecting: digest([1]), limit: nil)
            }
            #expect(error.code == .corrupted)
            #expect(try await store.list().collected().isEmpty)
        }
    }

    @Test(arguments: Backend.allCases, [100, 2_500_000])
    func `refuses content that was cut short`(_ backend: Backend, _ size: Int) async throws {
        let bytes = content(size)
        try await backend.withStore { store throws in
            let short = body(pieces(of: bytes.dropLast()))
            let error = await failure {
                try await store.put(short, expecting: digest(bytes), limit: nil)
            }
            #expect(error.code == .corrupted)
            #expect(try await store.list().collected().isEmpty)
        }
    }

    @Test(arguments: Backend.allCases, [100, 2_500_000])
    func `keeps nothing of a body that breaks midway`(_ backend: Backend, _ size: Int) async throws {
        try await backend.withStore { store throws in
            let broken = body(pieces(of: content(size)), breaks: true)
            let error = await failure { try await store.put(broken, expecting: nil, limit: nil) }
            #expect(error is BrokenConnection)
            #expect(try await store.list().collected().isEmpty)
        }
    }

    @Test(arguments: Backend.allCases, [100, 2_500_000])
    func `takes content at its limit and none beyond`(_ backend: Backend, _ size: Int) async throws {
        let bytes = content(size)
        try await backend.withStore { store throws in
            let error = await failure {
                try await store.put(body(pieces(of: bytes)), expecting: nil, limit: Int64(size - 1))
            }
            #expect(error.code == .tooLarge)
            #expect(try await store.list().collected().isEmpty)
            #expect(try await store.put(body(pieces(of: bytes)), expecting: nil, limit: Int64(size)).isNew)
        }
    }

    @Test(arguments: Backend.allCases)
    func `keeps nothing for a task that was cancelled`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            let (stream, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
            let task = Task { try await store.put(stream, expecting: nil, limit: nil) }
            source.yield(ByteBuffer(bytes: content(2_500_000)))
            task.cancel()
            let error = await failure { try await task.value }
            #expect(error is CancellationError)
            #expect(try await store.list().collected().isEmpty)
        }
    }

    @Test(arguments: Backend.allCases)
    func `reads a range`(_ backend: Backend) async throws {
        let bytes = content(2_500_000)
        try await backend.withStore { store throws in
            let stored = try await store.put(bytes)
            for range in [0..<1, 1_048_570..<1_048_580, 2_499_999..<2_500_000, 7..<7, 0..<2_500_000] {
                let read = try await store.read(stored.digest, range: Int64(range.lowerBound)..<Int64(range.upperBound))
                #expect(read.size == 2_500_000)
                #expect(Array(try await read.collect(upTo: bytes.count).readableBytesView) == Array(bytes[range]))
            }
        }
    }

    @Test(arguments: Backend.allCases, [(-1)..<2, 0..<4, 4..<5] as [Range<Int64>])
    func `refuses a range outside the content`(_ backend: Backend, _ range: Range<Int64>) async throws {
        try await backend.withStore { store throws in
            let stored = try await store.put([1, 2, 3])
            let error = await failure { try await store.read(stored.digest, range: range) }
            #expect(error.code == .outOfRange)
        }
    }

    @Test(arguments: Backend.allCases)
    func `says what it does not have`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            #expect(try await store.size(of: digest([1])) == nil)
            #expect(try await store.renew(digest([1])) == nil)
            #expect(try await store.localURL(of: digest([1])) == nil)
            #expect(try await store.delete(digest([1])) == false)
            let error = await failure { try await store.read(digest([1])) }
            #expect(error.code == .notFound)
        }
    }

    @Test(arguments: Backend.allCases)
    func `forgets what is deleted and takes it again`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            let stored = try await store.put([1, 2, 3])
            #expect(try await store.delete(stored.digest))
            #expect(try await store.size(of: stored.digest) == nil)
            #expect(try await store.put([1, 2, 3]).isNew)
        }
    }

    @Test(arguments: Backend.allCases)
    func `does not delete what was renewed since`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            let stored = try await store.put([1, 2, 3])
            let later = Timestamp.now.advanced(bySeconds: 60)
            #expect(try await store.renew(stored.digest) == 3)
            let earlier = Timestamp.now.advanced(bySeconds: -60)
            #expect(try await !store.delete(stored.digest, unlessRenewedSince: earlier))
            #expect(try await store.delete(stored.digest, unlessRenewedSince: later))
        }
    }

    @Test(arguments: Backend.allCases)
    func `lists everything in the order of the digests`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            let stored = try await withThrowingTaskGroup { group in
                for number in 0..<1010 { group.addTask { try await store.put(Array("\(number)".utf8)).digest } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(try await store.list().map(\.digest).collected() == stored.sorted())
        }
    }
}

extension AsyncSequence {
    func collected() async throws -> [Element] {
        try await reduce(into: []) { $0.append($1) }
    }
}
