import RoostAPISupport
import RoostEntities
import Testing

@Suite struct QueryTests {
    @Test func `values are decoded, with a plus for a space`() throws {
        let query = try Query("name=a%20b+c%2B&empty&n=%C3%A4")
        #expect(query["name"] == "a b c+")
        #expect(query["empty"] == "")
        #expect(query["n"] == "ä")
        #expect(query["other"] == nil)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%00", "%C3=1", "a=1&a=2"])
    func `a query that cannot be read is refused`(text: String) {
        #expect(throws: RoostError.self) { try Query(text) }
    }

    @Test(arguments: ["limit=0", "limit=1001", "limit=x", "limit=", "limit=1e2", "after=%2F", "after="])
    func `a page out of bounds is refused with the parameter's name`(text: String) throws {
        let query = try Query(text)
        let error = #expect(throws: RoostError.self) { try query.page }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("query parameter '\(text.prefix { $0 != "=" })'") == true)
    }

    @Test func `flags and choices are taken by their words only`() throws {
        let query = try Query("a=true&b=false&c&d=yes&subset=test&other=tests")
        #expect(try query.flag("a") && query.flag("c"))
        #expect(try !query.flag("b") && !query.flag("missing"))
        #expect(throws: RoostError.self) { try query.flag("d") }
        #expect(try query.choice("subset", of: Subset.self) == .test)
        #expect(throws: RoostError.self) { try query.choice("other", of: Subset.self) }
    }
}
