import NIOCore
import RoostEntities
import Testing

@testable import RoostArtifactStore

@Suite struct `An upload to any store` {
    let id = Identifier<Upload>.sample

    @Test(arguments: Backend.allCases)
    func `goes on where it stopped`(_ backend: Backend) async throws {
        let bytes = content(3_000_000)
        try await backend.withStore { store throws in
            let first = body(pieces(of: Array(bytes[..<1_500_000])), breaks: true)
            let error = await failure { try await store.append(first, to: id, at: 0, limit: 3_000_000) }
            #expect(error is BrokenConnection)
            #expect(try await store.partialSize(id) == 1_500_000)
            let rest = body(pieces(of: Array(bytes[1_500_000...])))
            #expect(try await store.append(rest, to: id, at: 1_500_000, limit: 3_000_000) == 3_000_000)
            #expect(try await store.publish(id, expecting: digest(bytes)).isNew)
            #expect(try await store.partialSize(id) == 0)
        }
    }

    @Test(arguments: Backend.allCases, [0, 2, 4])
    func `takes a part only at its end`(_ backend: Backend, _ offset: Int64) async throws {
        try await backend.withStore { store throws in
            _ = try await store.append(body([[1, 2, 3]]), to: id, at: 0, limit: 10)
            let error = await failure {
                try await store.append(body([[9]]), to: id, at: offset, limit: 10)
            }
            #expect(error.code == .failedPrecondition)
            #expect(try await store.publish(id, expecting: digest([1, 2, 3])).size == 3)
        }
    }

    @Test(arguments: Backend.allCases)
    func `takes one part at a time`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            let slow = Gate()
            async let first = store.append(slow, to: id, at: 0, limit: 10)
            await slow.isEntered()
            for work in [Access.append, .publish, .discard] {
                let error = await failure { try await work.perform(on: id, of: store) }
                #expect(error.code == .failedPrecondition)
            }
            slow.open(with: [7])
            #expect(try await first == 1)
        }
    }

    @Test(arguments: Backend.allCases, [100, 3_000_000])
    func `stays as it was when a part is too large`(_ backend: Backend, _ size: Int) async throws {
        let bytes = content(size)
        try await backend.withStore { store throws in
            _ = try await store.append(body([[1, 2, 3]]), to: id, at: 0, limit: 10)
            let error = await failure {
                try await store.append(body(pieces(of: bytes)), to: id, at: 3, limit: Int64(size) + 2)
            }
            #expect(error.code == .tooLarge)
            #expect(try await store.append(body([[4]]), to: id, at: 3, limit: 4) == 4)
            #expect(try await store.publish(id, expecting: digest([1, 2, 3, 4])).isNew)
        }
    }

    @Test(arguments: Backend.allCases)
    func `is forgotten when it is not what was announced`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            _ = try await store.append(body([[1, 2, 3]]), to: id, at: 0, limit: 10)
            let error = await failure { try await store.publish(id, expecting: digest([1])) }
            #expect(error.code == .corrupted)
            #expect(try await store.partialSize(id) == 0)
            #expect(try await store.list().collected().isEmpty)
        }
    }

    @Test(arguments: Backend.allCases)
    func `of nothing needs no part`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            #expect(try await store.publish(id, expecting: .ofNothing).size == 0)
            let error = await failure { try await store.publish(id, expecting: digest([1])) }
            #expect(error.code == .notFound)
        }
    }

    @Test(arguments: Backend.allCases)
    func `of content that is there adds none`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            let stored = try await store.put([1, 2, 3])
            _ = try await store.append(body([[1, 2, 3]]), to: id, at: 0, limit: 3)
            #expect(try await !store.publish(id, expecting: stored.digest).isNew)
            #expect(try await store.partialSize(id) == 0)
        }
    }

    @Test(arguments: Backend.allCases)
    func `can be discarded and begun again`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            try await store.discard(id)
            _ = try await store.append(body([[1, 2, 3]]), to: id, at: 0, limit: 3)
            try await store.discard(id)
            _ = try await store.append(body([[4]]), to: id, at: 0, limit: 3)
            #expect(try await store.publish(id, expecting: digest([4])).isNew)
        }
    }

    @Test(arguments: Backend.allCases)
    func `is swept once it rests too long`(_ backend: Backend) async throws {
        try await backend.withStore { store throws in
            _ = try await store.append(body([[1, 2, 3]]), to: id, at: 0, limit: 3)
            #expect(try await store.sweep(before: .now.advanced(bySeconds: -60)) == SweptBlobs())
            #expect(try await store.sweep(before: .now.advanced(bySeconds: 60)) == SweptBlobs(count: 1, size: 3))
            #expect(try await store.partialSize(id) == 0)
        }
    }
}

private enum Access {
    case append, publish, discard

    func perform(on id: Identifier<Upload>, of store: any BlobStore) async throws {
        switch self {
        case .append: _ = try await store.append(body([[1]]), to: id, at: 0, limit: 10)
        case .publish: _ = try await store.publish(id, expecting: digest([7]))
        case .discard: try await store.discard(id)
        }
    }
}
