import Foundation
import RoostClient

/// A setting as it is typed: its value is JSON, or else a text.
///
///     setting = key "=" value
struct SettingArgument: Sendable {
    let key: String
    let value: JSONValue

    init(_ text: String) throws(RoostError) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw RoostError(.invalidArgument, "'\(text)' is no setting; it looks like learning_rate=0.05")
        }
        key = String(text[..<equals])
        let value = String(text[text.index(after: equals)...])
        let json = try? JSONDecoder().decode(JSONValue.self, from: Data(value.utf8))
        self.value = json ?? .string(value)
    }
}

extension JSONValue {
    /// By key; of several the last counts.
    init(_ settings: [SettingArgument]) {
        self = .object(Dictionary(settings.map { ($0.key, $0.value) }) { _, last in last })
    }
}
