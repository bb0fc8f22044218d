"""One ModelSerializer, one viewset, one router."""

from django.urls import include, path
from rest_framework import routers, serializers, viewsets

from .models import Item


class ItemSerializer(serializers.ModelSerializer):
    class Meta:
        model = Item
        fields = "__all__"


class ItemViewSet(viewsets.ModelViewSet):
    queryset = Item.objects.all()
    serializer_class = ItemSerializer


router = routers.DefaultRouter()
router.register("items", ItemViewSet)
urlpatterns = [path("", include(router.urls))]
