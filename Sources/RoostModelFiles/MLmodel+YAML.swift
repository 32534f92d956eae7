import Foundation
import RoostEntities
import Yams

extension MLmodel {
    /// In bytes: what aliases may make of a document, at most.
    private static let expandedLimit = 4 << 20
    private static let nodeLimit = 200_000
    private static let depthLimit = 32

    /// Reads the text of an `MLmodel` file.
    ///
    /// Takes milliseconds for what MLflow writes and up to seconds for 1 MiB of something else: call it off the
    /// cooperative pool.
    ///
    /// - Throws: `tooLarge` for what is larger than such a file is, or would become so by its aliases; `corrupted` for
    ///   what is no YAML or has no flavors' members.
    package init(yaml: Data) throws(RoostError) {
        guard yaml.count <= Self.sizeLimit else {
            throw RoostError(.tooLarge, "\(Self.fileName): has \(yaml.count) bytes; \(Self.sizeLimit) are allowed")
        }
        guard let text = String(validating: yaml, as: UTF8.self) else {
            throw RoostError(.corrupted, "\(Self.fileName): is no text in UTF-8")
        }
        try Self.checkAliases(yaml)
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw RoostError(.corrupted, "\(Self.fileName): is no YAML: \(quoted("\(error)"))")
        }
        var left = Self.nodeLimit
        guard let root, case .object(let members) = try Self.value(root, &left, depth: 0) else {
            throw RoostError(.corrupted, "\(Self.fileName): has no 'flavors:'; was it written by MLflow?")
        }
        try self.init(members)
    }

    /// Each alias can double what a document amounts to, so few are allowed, and the fewer the longer it is.
    ///
    /// Whatever could be one counts, also within texts.
    private static func checkAliases(_ yaml: Data) throws(RoostError) {
        let names = Set("_-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        var aliases = 0
        for (byte, next) in zip(yaml, yaml.dropFirst()) where byte == UInt8(ascii: "*") {
            aliases += names.contains(next) ? 1 : 0
        }
        guard aliases < 20, yaml.count << aliases <= expandedLimit || aliases == 0 else {
            throw RoostError(.tooLarge, "\(fileName): refers to itself too often; write the values out")
        }
    }

    private static func value(_ node: Node, _ left: inout Int, depth: Int) throws(RoostError) -> JSONValue {
        left -= 1
        guard left >= 0, depth < depthLimit else {
            throw RoostError(.tooLarge, "\(fileName): says more than MLflow ever writes")
        }
        switch node {
        case .scalar(let scalar):
            return value(scalar, node)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for element in sequence { elements.append(try value(element, &left, depth: depth + 1)) }
            return .array(elements)
        case .mapping(let mapping):
            var members: [String: JSONValue] = [:]
            for (key, element) in mapping {
                guard let name = key.scalar?.string else { continue }
                members[name] = try value(element, &left, depth: depth + 1)
            }
            return .object(members)
        case .alias:
            return .null
        }
    }

    /// A quoted number is a text, as it is to Python.
    private static func value(_ scalar: Node.Scalar, _ node: Node) -> JSONValue {
        guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
        if node.null != nil { return .null }
        if let flag = node.bool { return .bool(flag) }
        if let number = node.int { return .integer(Int64(number)) }
        if let number = node.float, number.isFinite { return .number(number) }
        return .string(scalar.string)
    }
}
