import Foundation
import RoostTestSupport
import Testing

@testable import RoostClient

/// Where downloads may put files, and how names become addresses.
struct PlaceTests {
    @Test func `an artifact lies below its folder`() async throws {
        try await withTemporaryFolder { folder in
            let place = try Roost.place(Artifact.Path("a b/c#.bin"), in: folder)
            #expect(place.path(percentEncoded: false) == folder.path(percentEncoded: false) + "a b/c#.bin")
        }
    }

    @Test func `a link among the folders on the way is refused`() async throws {
        try await withTemporaryFolder { folder in
            let target = folder.appending(path: "target")
            try target.write("x")
            let path = target.appending(path: "link").path()
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/tmp")
            let error = #expect(throws: RoostError.self) { try Roost.place(Artifact.Path("link/file"), in: target) }
            #expect(error?.code == .permissionDenied)
        }
    }

    @Test func `every byte of a name that means something in an address is escaped`() {
        let request = Request(.get, ["models", "a/b ?#%é"]).adding("after", "x&y=z").adding("limit", nil)
        #expect(request.target == "/api/v1/models/a%2Fb%20%3F%23%25%C3%A9?after=x%26y%3Dz")
    }

    @Test func `a listing asks for pages until there are no more`() async throws {
        let listing = Listing<Int> { page in
            let start = page.after.flatMap { Int($0.text) } ?? 0
            let next = start + 3 < 8 ? try PageToken(String(start + 3)) : nil
            return Page(items: Array(start..<min(start + 3, 8)), next: next)
        }
        var seen: [Int] = []
        for try await number in listing { seen.append(number) }
        #expect(seen == Array(0..<8))
        #expect(try await listing.prefix(upTo: 4).items == [0, 1, 2, 3])
        #expect(try await listing.prefix(upTo: 8).hasMore == false)
        #expect(try await listing.prefix(upTo: 7).hasMore)
    }
}
