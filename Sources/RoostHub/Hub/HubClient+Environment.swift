import Foundation

extension HubClient {
    /// A client as the hub's own tools would be set up.
    ///
    /// - `HF_ENDPOINT`: where the hub is; `https://huggingface.co` when it is left out.
    /// - `HF_TOKEN`: what is shown to it; else the file `HF_TOKEN_PATH`, else `token` in `HF_HOME`.
    /// - `HF_HUB_CACHE`: where downloads are kept; else `hub` in `HF_HOME`.
    /// - `HF_HOME`: else `huggingface` in `XDG_CACHE_HOME`, else in `.cache` of `HOME`.
    /// - `HF_HUB_OFFLINE`: `1`, `ON`, `YES` or `TRUE` to ask nobody.
    package init(
        environment: [String: String],
        policy: AddressPolicy = AddressPolicy()
    ) throws(HubError) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        func folder(_ path: String) -> URL {
            let home = value("HOME") ?? "/"
            let whole = path == "~" || path.hasPrefix("~/") ? home + path.dropFirst() : path
            return URL(fileURLWithPath: whole, isDirectory: true)
        }
        let caches = folder(value("XDG_CACHE_HOME") ?? "~/.cache")
        let home = value("HF_HOME").map(folder) ?? caches.appending(path: "huggingface")
        let tokenFile = value("HF_TOKEN_PATH").map(folder) ?? home.appending(path: "token")
        let token = value("HF_TOKEN") ?? (try? String(contentsOf: tokenFile, encoding: .utf8))
        try self.init(
            endpoint: value("HF_ENDPOINT") ?? "https://huggingface.co",
            token: token?.trimmingCharacters(in: .whitespacesAndNewlines),
            cache: value("HF_HUB_CACHE").map(folder) ?? home.appending(path: "hub"),
            isOffline: ["1", "ON", "YES", "TRUE"].contains(value("HF_HUB_OFFLINE")?.uppercased()),
            policy: policy
        )
    }
}
