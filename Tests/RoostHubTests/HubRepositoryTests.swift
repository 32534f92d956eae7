import Testing

@testable import RoostHub

@Suite struct `A repository's name` {
    @Test func `has an owner, a name and a revision`() throws {
        let repository = try HubRepository("google/vit-base-patch16-224@refs/pr/3")
        #expect(repository.name == "google/vit-base-patch16-224")
        #expect(repository.revision == "refs/pr/3")
        #expect(repository.folderName == "models--google--vit-base-patch16-224")
    }

    @Test func `means the main branch when it says no revision`() throws {
        #expect(try HubRepository("gpt2").revision == "main")
    }

    @Test func `knows a commit`() throws {
        #expect(try HubRepository("a/b@0123456789abcdef0123456789abcdef01234567").isPinned)
        #expect(try !HubRepository("a/b@0123456").isPinned)
    }

    @Test(arguments: [
        "", "/", "a/", "/b", "a/b/c", "a/..", "../b", "a--b/c", "a/b@", "a/b@../x", "a/b@x//y", "a/b c", "a/b?x",
        "-a/b",
        "a/.b", "a/b@x\u{0}", "ä/b",
    ])
    func `follows its grammar`(_ text: String) {
        #expect(throws: HubError.self) { try HubRepository(text) }
    }
}
