import RoostTensors
import Testing

struct TensorTests {
    @Test func `values come back as they went in`() throws {
        let tensor = try Tensor([1.5, -2, 0, 4] as [Float], shape: [2, 2])
        #expect(try tensor.elements(of: Float.self) == [1.5, -2, 0, 4])
        #expect(tensor.bytes.count == 16)
    }

    @Test func `a tensor filled in place equals one made from values`() throws {
        let filled = Tensor(of: Int64.self, shape: [3]) { buffer in
            for index in buffer.indices { buffer[index] = Int64(index) }
        }
        #expect(try filled == Tensor([0, 1, 2] as [Int64], shape: [3]))
    }

    @Test func `a wrong number of values is refused`() {
        #expect(throws: TensorError.self) { try Tensor([1, 2, 3] as [Float], shape: [2, 2]) }
    }

    @Test func `reading another type than was stored is refused`() throws {
        let tensor = try Tensor([1] as [Float], shape: [1])
        #expect(throws: TensorError.self) { try tensor.elements(of: Int32.self) }
    }

    @Test(arguments: [[-1], [1 << 40, 1 << 40]])
    func `an impossible shape is refused`(_ dimensions: [Int]) {
        #expect(throws: TensorError.self) { try Shape(dimensions) }
    }
}
