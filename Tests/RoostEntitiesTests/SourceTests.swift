import RoostEntities
import Testing

struct SourceTests {
    @Test(arguments: [
        (Version.Source(kind: .hub, location: "google/vit", revision: "3f49"), "hub google/vit@3f49"),
        (Version.Source(kind: .run, location: "0123456789abcdef01234567/model"), "run 0123456789abcdef01234567/model"),
        (Version.Source(kind: .run, location: "m-00ff/model"), "logged model m-00ff/model"),
        (Version.Source(kind: .folder, location: "m-00ff"), "folder m-00ff"),
    ])
    func `a source says what it is`(_ source: Version.Source, _ words: String) {
        #expect(source.text == words)
    }
}
