"""The form that the floor validates."""

from django import forms


class FloorForm(forms.Form):
    """As many fields as a missed-bin report: name, e-mail, bin, address, details."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField()
    bin = forms.ChoiceField(choices=[("refuse", "Refuse"), ("recycling", "Recycling"), ("food", "Food")])
    address = forms.CharField(max_length=300)
    details = forms.CharField(max_length=2_000, required=False)
