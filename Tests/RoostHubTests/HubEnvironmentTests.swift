import Foundation
import Testing

@testable import RoostHub

@Suite struct `The hub client's environment` {
    @Test(arguments: [
        (["HF_HUB_CACHE": "/a/b", "HF_HOME": "/c", "HOME": "/h"], "/a/b"),
        (["HF_HOME": "~/c", "HOME": "/h"], "/h/c/hub"),
        (["XDG_CACHE_HOME": "/x", "HF_HOME": "", "HOME": "/h"], "/x/huggingface/hub"),
        (["HOME": "/h"], "/h/.cache/huggingface/hub"),
    ])
    func `says where downloads are kept`(_ environment: [String: String], _ path: String) throws {
        #expect(try HubClient(environment: environment).cacheFolder.path == path)
    }

    @Test func `gives an endpoint that makes sense or is refused`() throws {
        #expect(throws: HubError.self) { try HubClient(environment: ["HF_ENDPOINT": "huggingface.co"]) }
        #expect(throws: Never.self) { try HubClient(environment: ["HF_ENDPOINT": "http://127.0.0.1:1/mirror"]) }
    }

    @Test func `keeps everybody from asking when it says offline`() async throws {
        let environment = ["HF_HUB_OFFLINE": "1", "HF_HUB_CACHE": "/nowhere", "HF_ENDPOINT": "http://127.0.0.1:1"]
        let client = try HubClient(environment: environment)
        let error = await failure { try await client.checkpoint(HubRepository("a/b")) } as? HubError
        #expect(error?.reason == .missing)
    }
}
