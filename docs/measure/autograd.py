"""The numbers of section 6.2 by PyTorch's autograd."""
import torch

x = torch.tensor([[0., 0.], [1., 2.], [3., 4.], [5., 6.]], requires_grad=True)
W = torch.tensor([[1., 0., -1.], [0., 2., 1.]], requires_grad=True)
b = torch.tensor([1., 2., 3.], requires_grad=True)

y = x @ W + b
y.backward(torch.tensor([[1., 2., 3.], [10., 20., 30.], [100., 200., 300.], [400., 500., 600.]]))

print("x.grad", x.grad.tolist())
print("W.grad", W.grad.tolist())
print("b.grad", b.grad.tolist())
